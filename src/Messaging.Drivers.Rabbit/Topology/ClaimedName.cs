namespace Messaging.Drivers.Rabbit.Topology;

/// <summary>The name of a queue that nobody else has until it is disposed.</summary>
/// <param name="name">The name.</param>
/// <param name="hold">What holds it, or null for one that nobody could have.</param>
internal sealed class ClaimedName(string name, FileStream? hold) : IDisposable
{
    public string Name { get; } = name;

    public void Dispose() => hold?.Dispose();
}

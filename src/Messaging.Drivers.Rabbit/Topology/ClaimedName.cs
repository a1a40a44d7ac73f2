namespace Messaging.Drivers.Rabbit.Topology;

/// <summary>The name of a queue that is exclusively ours until it is disposed.</summary>
/// <param name="name">The name.</param>
/// <param name="hold">The lock on the name, or null for a random name that nobody else could have.</param>
internal sealed class ClaimedName(string name, FileStream? hold) : IDisposable
{
    public string Name { get; } = name;

    public void Dispose() => hold?.Dispose();
}

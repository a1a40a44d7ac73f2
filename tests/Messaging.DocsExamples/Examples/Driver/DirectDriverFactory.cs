using Messaging.Drivers;

namespace Messaging.DocsExamples.Examples.Driver;

// <driver-factory>
public sealed class DirectDriverFactory : IDriverFactory
{
    private readonly DirectHub _hub = new();

    public IReadOnlyList<string> Schemes { get; } = ["direct"];

    public IDriver Create(TransportUrl url, DriverContext context)
    {
        url.RequireKnownOptions();      // a misspelt option is an error, not ignored
        return new DirectDriver(_hub, context);
    }

    /// <summary>For tests: publishes a body as a peer would.</summary>
    internal void Publish(string topic, ReadOnlyMemory<byte> body)
    {
        var target = new Target { Topic = topic, Exchange = "openstack" };
        var listener = _hub.One(target)!;
        listener.TryAdd(new DirectMessage(_hub, listener, target, body.ToArray()));
    }
}
// </driver-factory>

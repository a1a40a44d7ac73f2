using Messaging.DriverContract;
using Messaging.Drivers;
using Messaging.Drivers.InMemory;

namespace Messaging.Core.Tests.Drivers.InMemory;

/// <summary>A broker in memory of a test's own.</summary>
internal sealed class InMemoryFixture : IDriverFixture, IDriverFactory
{
    private InMemoryBroker? _broker;

    public InMemoryFixture()
    {
        Drivers = new DriverRegistry();
        Drivers.Register(this);
    }

    public string Url => "memory://contract";

    public DriverRegistry Drivers { get; }

    public IReadOnlyList<string> Schemes { get; } = ["memory"];

    public IDriver Create(TransportUrl url, DriverContext context) =>
        new InMemoryDriver(_broker ??= new InMemoryBroker(context.TimeProvider), context, static () => { });

    public Task PublishRawAsync(string topic, ReadOnlyMemory<byte> body)
    {
        var copy = MessageBuffer.Rent();
        copy.Write(body.Span);
        _broker!.Queues.Find("openstack", topic, null)!.TryAdd(
            new InMemoryMessage(_broker, copy, new Deadline(_broker.TimeProvider, Timeout.InfiniteTimeSpan)));
        return Task.CompletedTask;
    }
}

using Messaging.DriverContract;
using Messaging.Drivers;

namespace Messaging.DocsExamples.Examples.Driver;

// <driver-fixture>
public sealed class DirectFixture : IDriverFixture
{
    private readonly DirectDriverFactory _factory = new();

    public DirectFixture() => Drivers.Register(_factory);

    public string Url => "direct://";

    public DriverRegistry Drivers { get; } = new();

    public Task PublishRawAsync(string topic, ReadOnlyMemory<byte> body)
    {
        _factory.Publish(topic, body);      // what a peer would send, byte for byte
        return Task.CompletedTask;
    }
}
// </driver-fixture>

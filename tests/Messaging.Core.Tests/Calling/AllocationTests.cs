using Messaging.Drivers;

namespace Messaging.Core.Tests.Calling;

/// <summary>What a call costs in memory, which hardly depends on the machine. docs/performance.md states the bound.</summary>
[Collection(typeof(Alone))]
public sealed class AllocationTests
{
    private const long MostBytes = 1_400;

    [Fact]
    public async Task A_call_in_memory_allocates_no_more_than_is_stated()
    {
        await using var transport = await Transport.OpenAsync("memory://allocations", new TransportOptions { Drivers = new DriverRegistry() });
        await using var server = new RpcServer(transport, new Target { Topic = "t", Server = "s" }, new RpcServerOptions(), new Mirror());
        await server.StartAsync();
        var client = new RpcClient(transport, new Target { Topic = "t" });
        var text = new string('x', 100);

        var bytes = await AllocationMeter.CountAsync(() => client.CallAsync<string>(null, "echo", new { value = text }));

        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes} bytes a call");
        Assert.InRange(bytes, 1, MostBytes);
    }

    public sealed class Mirror
    {
        public string Echo(string value) => value;
    }
}

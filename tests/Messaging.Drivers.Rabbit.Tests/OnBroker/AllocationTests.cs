using Messaging.Drivers.Rabbit.Consuming;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>What a call costs in memory, which hardly depends on the machine. docs/performance.md states the bound.</summary>
[Collection(typeof(Alone))]
public sealed class AllocationTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private const long MostBytes = 2_700;

    [Fact]
    public async Task A_call_allocates_no_more_than_is_stated()
    {
        await ServeAsync(await OpenAsync(), new Mirror());
        var client = Client(await OpenAsync());
        var text = new string('x', 100);

        var bytes = await AllocationMeter.CountAsync(() => client.CallAsync<string>(null, "echo", new { value = text }, Token));

        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes} bytes a call");
        Assert.InRange(bytes, 1, MostBytes);
    }

    public sealed class Mirror
    {
        public string Echo(string value) => value;
    }
}

using Messaging.TestKit;

namespace Messaging.Drivers.Amqp1.Tests.OnBroker;

/// <summary>Replies that come close behind one another: RabbitMQ's volatile queues drop one of some hundreds of them (decision 0040).</summary>
public sealed class ManyCallersTests(ContractBroker broker)
{
    private const int Callers = 64;
    private const int CallsOfEach = 200;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_many_callers_at_once_each_gets_the_reply_of_each_call()
    {
        var topic = "many-" + Guid.NewGuid().ToString("N");
        var drivers = new DriverRegistry();
        Amqp1Driver.Register(drivers);
        await using var transport = await Transport.OpenAsync(broker.Url, new TransportOptions { Drivers = drivers }, Token);
        await using var server = new RpcServer(transport, new Target { Topic = topic, Server = "s1" }, new RpcServerOptions { Prefetch = 256 }, new Mirror());
        await server.StartAsync(Token);
        var client = new RpcClient(transport, new Target { Topic = topic });

        var sums = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAsync(client, caller), Token)))
            .WaitAsync(WaitLimit.Default, Token);

        Assert.Equal(Enumerable.Range(0, Callers).Select(caller => caller * CallsOfEach), sums);
    }

    private static async Task<int> CallAsync(RpcClient client, int caller)
    {
        var sum = 0;
        for (var i = 0; i < CallsOfEach; i++)
        {
            sum += await client.CallAsync<int>("echo", new { value = caller }, Token);
        }

        return sum;
    }

    private sealed class Mirror
    {
        public int Echo(int value) => value;
    }
}

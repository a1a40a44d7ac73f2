using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>Exchanges that go with their last queue (<c>amqp_auto_delete</c>, and those of fanouts): a sender is not told by a closed channel.</summary>
public sealed class FleetingExchangeTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private const string AutoDelete = "?amqp_auto_delete=true";

    [Fact]
    public async Task A_call_after_the_last_server_has_gone_finds_nobody_and_the_next_server_gets_one_that_waits()
    {
        var host = await Node.AddVirtualHostAsync(Topic) + AutoDelete;
        var client = Client(await OpenAsync(host, new RabbitOptions { Recovery = { MaxReconnectDelay = TimeSpan.FromSeconds(1) } }));
        var transport = await OpenAsync(host);
        await ServeAndCallAsync(transport, client, "s1");

        var error = await Assert.ThrowsAnyAsync<MessagingException>(() => client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.IsType<NoServerException>(error);

        await ServeAndCallAsync(transport, client, "s2");
        var waiting = client.CallAsync<int>(null, "add", new { a = 3, b = 4 }, Token);
        await Log.WaitForAsync(_ => Log.Entries.Count(e => e.EventId.Id == 5204) > 1);
        await ServeAsync(transport, new Calculator(), "s3");
        Assert.Equal(7, await waiting);
    }

    [Fact]
    public async Task Calls_beside_fanouts_that_lost_their_exchange_are_not_harmed()
    {
        var transport = await OpenAsync();
        await ServeAsync(transport, new Calculator());
        var client = Client(await OpenAsync());
        var other = new RpcClient(await OpenAsync(), new Target { Topic = Topic + "x" }).With(fanout: true);
        for (var round = 0; round < 5; round++)
        {
            // Declares the exchange, which goes with the server.
            await using (var server = new RpcServer(
                transport, new Target { Topic = Topic + "x", Server = "s1" }, new RpcServerOptions(), new Calculator()))
            {
                await server.StartAsync(Token);
                await client.With(fanout: true).CastAsync(null, "note", new { text = "x" }, Token);
                await other.CastAsync(null, "note", new { text = "x" }, Token);
            }

            var calls = Enumerable.Range(0, 200).Select(i => client.CallAsync<int>(null, "add", new { a = i, b = 0 }, Token)).ToList();
            var fanouts = Enumerable.Range(0, 20).Select(_ => other.CastAsync(null, "note", new { text = "x" }, Token)).ToList();
            Assert.Equal(Enumerable.Range(0, 200), await Task.WhenAll(calls));
            await Task.WhenAll(fanouts);
        }
    }

    private async Task ServeAndCallAsync(Transport transport, RpcClient client, string name)
    {
        await using var server = new RpcServer(
            transport, new Target { Topic = Topic, Server = name }, new RpcServerOptions(), new Calculator());
        await server.StartAsync(Token);
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }
}

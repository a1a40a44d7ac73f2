using Messaging.Drivers.Amqp1.Tests.OnBroker;
using Messaging.TestKit;

namespace Messaging.Drivers.Amqp1.Tests.Generic;

/// <summary>Links that the broker closes because nothing came through them for a while, and connections that are lost.</summary>
public sealed class GenericRecoveryTests : GenericTests
{
    private const string Replies = "reply_address=replies";

    [Fact]
    public async Task A_link_that_the_broker_closed_is_attached_again_and_what_came_through_others_is_not_run_twice()
    {
        Start(new GenericBrokerSetup { Queues = ["calc", "calc.one", "replies"] });
        const string patterns = "server_address={topic}.{server}";
        var endpoint = new Noter(Noted);
        await ServeAsync(patterns, endpoint: endpoint);
        var client = await ClientAsync($"{patterns}&{Replies}");
        var parked = client.CallAsync(null, "park", cancellationToken: Token);
        await WaitForAsync("parked");

        await Broker.CloseLinksAsync("calc.one");

        Assert.Equal(3, await AddAsync(client.With(server: "one")));
        await Log.WaitForAsync("LinkClosed");
        endpoint.Release();
        await parked;
        Assert.Single(Noted.Entries, "parked");
        Assert.DoesNotContain(Log.Entries, entry => entry.EventId.Name is "IntakeLost" or "ConnectionLost");
    }

    [Fact]
    public async Task The_next_call_opens_the_link_to_its_topic_again()
    {
        Start(new GenericBrokerSetup { Queues = ["calc", "replies"] });
        await ServeAsync("");
        var client = await ClientAsync(Replies);
        Assert.Equal(3, await AddAsync(client));

        for (var i = 0; i < 5; i++)
        {
            await Broker.CloseLinksAsync("calc");

            // What is sent in the very moment is sent again, where a call may have run. The listener of the library may even drop the connection then.
            await client.CastAsync(null, "note", new { text = "again" }, Token);
            Assert.Equal(3, await AddAsync(client));
        }
    }

    [Fact]
    public async Task A_call_outlives_the_link_of_its_reply()
    {
        Start(new GenericBrokerSetup { Queues = ["calc", "replies"] });
        var endpoint = new Noter(Noted);
        await ServeAsync("", endpoint: endpoint);
        var client = await ClientAsync(Replies);
        var parked = client.CallAsync(null, "park", cancellationToken: Token);
        await WaitForAsync("parked");

        await Broker.CloseLinksAsync("replies");
        endpoint.Release();

        await parked;
        Assert.Equal(3, await AddAsync(client));
    }

    [Theory]
    [InlineData(null, Replies)]
    [InlineData("replies", Replies + "&reply_sessions=true")]
    public async Task A_call_that_the_broker_has_outlives_the_connection_of_its_caller(string? sessions, string options)
    {
        Start(new GenericBrokerSetup { Queues = sessions is null ? ["calc", "replies"] : ["calc"], SessionQueue = sessions });
        await using var proxy = TcpProxy.Start(Broker.Port);
        var endpoint = new Noter(Noted);
        await ServeAsync("", endpoint: endpoint);
        var calling = await OpenUrlAsync(Broker.Url(options).Replace($":{Broker.Port}/", $":{proxy.Port}/", StringComparison.Ordinal));
        var client = new RpcClient(calling, new Target { Topic = "calc" });
        var parked = client.CallAsync(null, "park", cancellationToken: Token);
        await WaitForAsync("parked");

        // With its answer the broker has also said that it took the call before.
        Assert.Equal(3, await AddAsync(client));
        proxy.CutAll();
        await Log.WaitForAsync("ConnectionLost");
        endpoint.Release();

        await parked;
    }

    [Fact]
    public async Task A_call_whose_replies_go_with_the_connection_fails_at_once()
    {
        Start(new GenericBrokerSetup { Queues = ["calc"], HasDynamicNodes = true });
        await using var proxy = TcpProxy.Start(Broker.Port);
        var endpoint = new Noter(Noted);
        await ServeAsync("", endpoint: endpoint);
        var calling = await OpenUrlAsync(Broker.Url("").Replace($":{Broker.Port}/", $":{proxy.Port}/", StringComparison.Ordinal));
        var client = new RpcClient(calling, new Target { Topic = "calc" });
        var parked = client.CallAsync(null, "park", cancellationToken: Token);
        await WaitForAsync("parked");

        proxy.CutAll();

        await Assert.ThrowsAsync<ConnectionLostException>(() => parked);
        endpoint.Release();
        Assert.Equal(3, await AddAsync(client));
    }

    [Fact]
    public async Task Casts_arrive_though_their_link_is_closed_while_they_are_sent()
    {
        Start(new GenericBrokerSetup { Queues = ["calc"] });
        await ServeAsync("");
        var client = await ClientAsync("");

        var casts = Enumerable.Range(0, 200).Select(i => client.CastAsync(null, "note", new { text = $"cast {i}" }, Token)).ToArray();
        await Broker.CloseLinksAsync("calc");

        await Task.WhenAll(casts);
        for (var i = 0; i < 200; i++)
        {
            await WaitForAsync($"cast {i}");
        }
    }
}

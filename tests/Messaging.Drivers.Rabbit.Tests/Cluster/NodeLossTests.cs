using Messaging.Drivers.Rabbit.Tests.OnBroker;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.Cluster;

/// <summary>One of three nodes goes: the others serve on, and nobody waits for its return.</summary>
[Collection(BrokerCluster.Collection)]
[NeedsNode]
public sealed class NodeLossTests(BrokerCluster broker) : ClusterTest(broker)
{
    [Fact]
    public async Task When_the_leader_of_the_requests_is_killed_calls_go_on_and_no_confirmed_cast_is_lost()
    {
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(Url), calculator);
        var client = Client(await OpenAsync(Url)).With(idempotent: true);
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        var leader = await Cluster.HomeOfAsync(Topic);

        var casts = Enumerable.Range(0, 50).Select(i => client.CastAsync(null, "note", new { text = $"cast {i}" }, Token)).ToArray();
        await leader.KillAsync();
        var calls = Enumerable.Range(0, 20).Select(i => client.CallAsync<int>(null, "add", new { a = i, b = 1 }, Token)).ToArray();

        Assert.Equal(Enumerable.Range(1, 20), await Task.WhenAll(calls));
        await Task.WhenAll(casts);
        foreach (var i in Enumerable.Range(0, 50))
        {
            await calculator.WaitForAsync($"cast {i}");
        }

        await leader.StartAgainAsync();
        await Cluster.WaitUntilWholeAsync();
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }

    [Fact]
    public async Task When_the_node_of_a_classic_reply_queue_is_killed_its_calls_fail_at_once_and_new_ones_work_without_it()
    {
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(Url), calculator);
        var factory = new CapturingFactory();
        var client = Client(await OpenAsync(Url, factory: factory), 180);
        var calls = Enumerable.Range(0, 10).Select(i => client.CallAsync<int>(null, "park", new { value = i }, Token)).ToArray();
        await WaitForParkedAsync(calculator, 10);

        await (await Cluster.HomeOfAsync(factory.Driver.ReplyQueue)).KillAsync();

        foreach (var call in calls)
        {
            await Assert.ThrowsAsync<ConnectionLostException>(() => call);
        }

        Assert.Equal(3, await client.With(idempotent: true).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        calculator.Release();
    }

    [Fact]
    public async Task When_the_leader_of_a_replicated_reply_queue_is_killed_calls_in_flight_get_their_answers()
    {
        var url = Url + "&rabbit_transient_quorum_queue=true";
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(url), calculator);
        var factory = new CapturingFactory();
        var client = Client(await OpenAsync(url, factory: factory), 180);
        var calls = Enumerable.Range(0, 10).Select(i => client.CallAsync<int>(null, "park", new { value = i }, Token)).ToArray();
        await WaitForParkedAsync(calculator, 10);

        await (await Cluster.HomeOfAsync(factory.Driver.ReplyQueue)).KillAsync();
        calculator.Release();

        Assert.Equal(Enumerable.Range(0, 10), await Task.WhenAll(calls));
        Assert.Equal(3, await client.With(idempotent: true).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }

    [Fact]
    public async Task Queues_of_one_process_that_are_out_of_reach_give_way_to_others()
    {
        // Everybody through one door of the first node, and what they have made moves to the second node, which dies.
        await using var proxy = TcpProxy.Start(Node.Port);
        var url = $"rabbit://guest:guest@127.0.0.1:{proxy.Port}/?rabbit_quorum_queue=true&use_queue_manager=true&processname={Topic}";
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(url), calculator);
        var factory = new CapturingFactory();
        var client = Client(await OpenAsync(url, factory: factory)).With(idempotent: true);
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        var replies = factory.Driver.ReplyQueue;
        var other = Cluster.Nodes[1];
        var queues = (await Node.ListQueuesAsync("name")).Select(queue => queue.GetProperty("name").GetString()!)
            .Where(name => name == replies || name.StartsWith(Topic + "_fanout_") || name.StartsWith(Topic + ".messaging_cancel_")).ToList();
        Assert.Equal(3, queues.Count);
        var names = string.Join(',', queues.Select(queue => $"rabbit_misc:r(<<\"/\">>, queue, <<\"{queue}\">>)"));

        // With the properties that they have.
        await other.RunCtlAsync("eval", $$"""
            [begin
                 {ok, Q} = rabbit_amqqueue:lookup(N),
                 persistent_term:put(N, {amqqueue:is_auto_delete(Q), amqqueue:get_arguments(Q)})
             end || N <- [{{names}}]].
            """);

        proxy.Refuse();
        proxy.CutAll();
        var call = client.CallAsync<int>(null, "add", new { a = 3, b = 4 }, Token);
        await other.RunCtlAsync("eval", $$"""
            [begin
                 case rabbit_amqqueue:lookup(Q) of {ok, Old} -> rabbit_amqqueue:delete(Old, false, false, <<"test">>); _ -> gone end,
                 {AutoDelete, Arguments} = persistent_term:get(Q),
                 {new, _} = rabbit_amqqueue:declare(Q, true, AutoDelete, Arguments, none, <<"test">>)
             end || Q <- [{{names}}]].
            """);
        await other.KillAsync();
        await Cluster.WaitUntilMissedAsync(other);
        proxy.Accept();

        Assert.Equal(7, await call);
        Assert.NotEqual(replies, factory.Driver.ReplyQueue);
        await RestoredAsync("requests");
        Assert.Equal(3, Log.Entries.Count(entry => entry.EventId.Id == 5110));
        await client.With(fanout: true).CastAsync(null, "note", new { text = "to all" }, Token);
        await calculator.WaitForAsync("to all");
    }
}

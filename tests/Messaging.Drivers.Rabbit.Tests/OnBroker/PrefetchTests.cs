namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>The broker hands over as much as may run, so that what would only wait here can go to another server.</summary>
public sealed class PrefetchTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private static readonly RpcServerOptions ThreeAtATime = new() { Dispatch = DispatchPolicy.Concurrent(3) };

    [Fact]
    public async Task What_may_not_run_yet_stays_in_the_queue_for_others()
    {
        var transport = await OpenAsync(await Node.AddVirtualHostAsync(Topic));
        var (busy, idle) = (new Calculator(), new Calculator());
        await ServeAsync(transport, busy, "busy", ThreeAtATime);
        for (var value = 1; value <= 5; value++)
        {
            await Client(transport).CastAsync(null, "park", new { value }, Token);
        }

        await busy.Seen.WaitForAsync(_ => busy.Seen.Entries.Count == 3, "three casts");
        Assert.Contains(
            $"{Topic} messages_ready=2 messages_unacknowledged=3",
            await BrokerView.ListAsync(Node, Topic, "queues", "name", "messages_ready", "messages_unacknowledged"));

        await ServeAsync(transport, idle, "idle", ThreeAtATime);
        await idle.WaitForAsync("parked 4");
        await idle.WaitForAsync("parked 5");
        busy.Release();
        idle.Release();
        Assert.Equal(3, busy.Seen.Entries.Count);
    }

    [Theory]
    [InlineData(null, 3)]
    [InlineData(7, 7)]
    public async Task On_quorum_queues_it_is_a_bound_for_each(int? prefetch, int expected)
    {
        var transport = await OpenAsync(await Node.AddVirtualHostAsync(Topic) + "?rabbit_quorum_queue=true");
        await ServeAsync(
            transport, new Calculator(), options: new RpcServerOptions { Dispatch = ThreeAtATime.Dispatch, Prefetch = prefetch });

        var consumers = await BrokerView.ListAsync(Node, Topic, "consumers", "queue_name", "prefetch_count");
        Assert.Contains($"{Topic} prefetch_count={expected}", consumers);
        Assert.Contains($"{Topic}.s1 prefetch_count={expected}", consumers);
    }
}

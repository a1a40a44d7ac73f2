using Messaging.Drivers.Rabbit.Tests.OnBroker;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.Serving.Parking;

/// <summary>Two count deliveries: the server, which says what it gives up, and the quorum queue, which does not.</summary>
public sealed class QuorumDeliveryLimitTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private string DeadLetterQueue => Topic + ".messaging_dead_letter";

    [Theory]
    [InlineData("", 20)]
    [InlineData("&rabbit_quorum_delivery_limit=40", 30)]
    public async Task Below_the_limit_of_the_queue_a_failing_cast_is_tried_as_often_as_its_server_says(string query, int deliveries)
    {
        var worker = await FailAsync("?rabbit_quorum_queue=true&dead_letter_queues=true" + query, deliveries);

        await using var reader = await DeadLetterReader.OpenAsync(Node, DeadLetterQueue, Topic);
        var parked = await reader.WaitForAsync("poison");
        Assert.Equal(("failed", $"{deliveries}"), (parked["x-parked-reason"], parked["x-parked-deliveries"]));
        Assert.Equal(deliveries, worker.Failures);
    }

    [Fact]
    public Task Above_it_the_queue_gives_it_up_first() => AssertGivenUpByQueueAsync("&rabbit_quorum_delivery_limit=3", 4);

    [Fact]
    [NeedsBroker(From = "4.0")]
    public Task Without_a_limit_of_its_own_a_queue_of_RabbitMQ_4_delivers_again_twenty_times() => AssertGivenUpByQueueAsync("", 21);

    // What a stopping server hands back counts for both. The server's count is lower, and it says what it gives up.
    [Fact]
    public async Task A_cast_that_servers_hand_back_when_they_stop_is_given_up_by_a_server_and_not_dropped_by_the_queue()
    {
        Log.Expect("DrainTimedOut");
        Log.Expect("TooManyDeliveries");
        var transport = await OpenAsync(await Node.AddVirtualHostAsync(Topic) + "?rabbit_quorum_queue=true&dead_letter_queues=true");
        var worker = new Worker();
        var options = new RpcServerOptions { DrainTimeout = TimeSpan.FromMilliseconds(1) };
        for (var i = 1; i <= options.MaxDeliveries; i++)
        {
            await using var server = await ServeAsync(transport, worker, $"s{i}", options);
            if (i == 1)
            {
                await Client(transport).CastAsync("park", new { tag = "patient" }, Token);
            }

            await worker.Seen.WaitForAsync(_ => worker.Seen.Entries.Count == i, "a further delivery");
        }

        await ServeAsync(transport, worker, "last", options);
        await using var reader = await DeadLetterReader.OpenAsync(Node, DeadLetterQueue, Topic);
        Assert.Equal("too_many_deliveries", (await reader.WaitForAsync("patient"))["x-parked-reason"]);
    }

    private async Task AssertGivenUpByQueueAsync(string query, int deliveries)
    {
        var worker = await FailAsync("?rabbit_quorum_queue=true&dead_letter_queues=true&dead_letter_by_broker=true" + query, 30);

        await using var reader = await DeadLetterReader.OpenAsync(Node, DeadLetterQueue, Topic);
        Assert.Equal("delivery_limit", (await reader.WaitForAsync("poison"))["x-first-death-reason"]);
        Assert.Equal(deliveries, worker.Failures);
    }

    private async Task<Worker> FailAsync(string query, int maxDeliveries)
    {
        Log.Expect("MethodFailed");
        var transport = await OpenAsync(await Node.AddVirtualHostAsync(Topic) + query);
        var worker = new Worker();
        await ServeAsync(transport, worker, "s1", new RpcServerOptions { RedeliverFailedCasts = true, MaxDeliveries = maxDeliveries });
        await Client(transport).CastAsync(null, "fail", new { tag = "poison" }, Token);
        return worker;
    }
}

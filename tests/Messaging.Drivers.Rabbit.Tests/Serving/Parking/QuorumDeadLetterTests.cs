using Messaging.Drivers.Rabbit.Tests.OnBroker;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.Serving.Parking;

/// <summary>Quorum queues count deliveries, and give a message up by themselves.</summary>
public sealed class QuorumDeadLetterTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private static readonly CancellationToken Hurry = new(canceled: true);

    private string DeadLetterQueue => Topic + ".messaging_dead_letter";

    [Fact]
    public async Task A_poison_cast_is_parked_when_it_was_delivered_too_often()
    {
        Log.Expect("TooManyDeliveries");
        var transport = await OpenAsync(await Node.AddVirtualHostAsync(Topic) + "?rabbit_quorum_queue=true&dead_letter_queues=true");
        for (var i = 1; i <= 2; i++)
        {
            await KillWithWorkAsync(transport, $"s{i}", i == 1);
        }

        var last = new Worker();
        await ServeAsync(transport, last, "s3", new RpcServerOptions { MaxDeliveries = 2 });
        await using var reader = await DeadLetterReader.OpenAsync(Node, DeadLetterQueue, Topic);
        var parked = await reader.WaitForAsync("poison");

        Assert.Equal(("too_many_deliveries", "3"), (parked["x-parked-reason"], parked["x-parked-deliveries"]));
        Assert.Empty(last.Seen.Entries);
    }

    [Fact]
    public async Task What_the_broker_gives_up_goes_to_the_same_queue_and_calls_whose_time_is_over_do_not()
    {
        var url = await Node.AddVirtualHostAsync(Topic)
            + "?rabbit_quorum_queue=true&rabbit_quorum_delivery_limit=1&dead_letter_queues=true&dead_letter_by_broker=true";
        var transport = await OpenAsync(url);
        for (var i = 1; i <= 2; i++)
        {
            await KillWithWorkAsync(transport, $"s{i}", i == 1);
        }

        await using var reader = await DeadLetterReader.OpenAsync(Node, DeadLetterQueue, Topic);
        var givenUp = await reader.WaitForAsync("poison");
        Assert.Equal("delivery_limit", givenUp["x-first-death-reason"]);

        // Nobody serves: the call's time is over in the queue. What comes behind it is rejected by somebody else.
        var client = Client(transport);
        await Assert.ThrowsAsync<CallTimeoutException>(() =>
            client.With(timeout: TimeSpan.FromSeconds(1)).CallAsync(null, "work", new { tag = "late" }, Token));
        await client.CastAsync(null, "work", new { tag = "rejected" }, Token);
        await using var other = await DeadLetterReader.OpenAsync(Node, Topic, Topic, rejects: message => message.Expiration is null);
        Assert.Equal("rejected", (await reader.WaitForAsync("rejected"))["x-first-death-reason"]);
        Assert.Equal(2, reader.Messages.Entries.Count);
    }

    /// <summary>A server takes the cast and ends without an end of it.</summary>
    private async Task KillWithWorkAsync(Transport transport, string name, bool first)
    {
        var worker = new Worker();
        var server = await ServeAsync(transport, worker, name);
        if (first)
        {
            await Client(transport).CastAsync(null, "park", new { tag = "poison" }, Token);
        }

        await worker.Seen.WaitForAsync(seen => seen == $"poison {!first}", $"the cast at {name}");
        await server.StopAsync(Hurry);
        worker.Parked.Release();
    }
}

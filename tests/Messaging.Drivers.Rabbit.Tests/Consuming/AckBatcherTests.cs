using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Tests.Support;
using Messaging.TestKit;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Tests.Consuming;

public sealed class AckBatcherTests
{
    [Fact]
    public async Task What_comes_while_one_is_written_goes_out_as_one()
    {
        var (acks, fake, writing) = await WriteOneAsync();
        for (ulong tag = 2; tag <= 50; tag++)
        {
            acks.Acknowledge(tag);
        }

        writing.Release();
        await acks.CompleteAsync();
        Assert.Equal(["ack..1", "ack..50"], fake.Written);
    }

    [Fact]
    public async Task A_requeue_in_between_is_written_before_the_acknowledgement_that_passes_it()
    {
        var (acks, fake, writing) = await WriteOneAsync();
        acks.Acknowledge(4);
        acks.Requeue(3);
        acks.Acknowledge(2);
        acks.Reject(6);
        acks.Reject(5);
        acks.Acknowledge(8);
        writing.Release();
        await acks.CompleteAsync();

        Assert.Equal(["ack..1", "requeue 3", "reject 6", "reject 5", "ack..4", "ack 8"], fake.Written);
    }

    [Fact]
    public async Task A_few_wait_a_moment_for_more_and_many_do_not()
    {
        var time = new ManualTimeProvider();
        var (channel, fake) = FakeChannel.Make();
        var acks = new AckBatcher(channel, time, many: 3);

        acks.Acknowledge(1);
        await time.WaitForTimersAsync(1);
        acks.Acknowledge(2);
        Assert.Empty(fake.Written);
        time.Advance(TimeSpan.FromMilliseconds(20));
        await fake.WaitForAsync("ack..2");

        acks.Acknowledge(3);
        acks.Acknowledge(4);
        acks.Acknowledge(5);
        await fake.WaitForAsync("ack..5");
        await acks.CompleteAsync();
    }

    [Fact]
    public async Task What_goes_back_and_the_end_wait_for_nothing()
    {
        var time = new ManualTimeProvider();
        var (channel, fake) = FakeChannel.Make();
        var acks = new AckBatcher(channel, time, many: 100);

        acks.Acknowledge(1);
        acks.Requeue(2);
        await fake.WaitForAsync("requeue 2");
        acks.Acknowledge(3);
        await acks.CompleteAsync();
        Assert.Equal(0, time.ArmedTimers);
        Assert.Equal("ack..3", fake.Written[^1]);
    }

    [Fact]
    public async Task Once_the_channel_is_gone_an_ending_is_nothing()
    {
        var (channel, fake) = FakeChannel.Make();
        fake.OnWrite = () => Task.FromException(new AlreadyClosedException(new ShutdownEventArgs(ShutdownInitiator.Peer, 320, "gone")));
        var acks = new AckBatcher(channel, TimeProvider.System);

        acks.Acknowledge(1);
        await acks.CompleteAsync();
        acks.Acknowledge(2);
        acks.Requeue(3);
        await acks.CompleteAsync();

        Assert.Equal(["ack..1"], fake.Written);
    }

    [Fact]
    public async Task Endings_from_many_threads_all_arrive()
    {
        var (channel, fake) = FakeChannel.Make();
        var acks = new AckBatcher(channel, TimeProvider.System);
        await Parallel.ForEachAsync(Enumerable.Range(1, 10_000), TestContext.Current.CancellationToken, (tag, _) =>
        {
            acks.Acknowledge((ulong)tag);
            return default;
        });
        await acks.CompleteAsync();

        var settled = new HashSet<int>();
        foreach (var written in fake.Written)
        {
            var multiple = written.StartsWith("ack..", StringComparison.Ordinal);
            var tag = int.Parse(written[(multiple ? 5 : 4)..], System.Globalization.CultureInfo.InvariantCulture);
            settled.UnionWith(multiple ? Enumerable.Range(1, tag) : [tag]);
        }

        Assert.Equal(10_000, settled.Count);
    }

    /// <summary>One whose first acknowledgement is being written until the point is released.</summary>
    private static async Task<(AckBatcher Acks, FakeChannel Fake, SyncPoint Writing)> WriteOneAsync()
    {
        var (channel, fake) = FakeChannel.Make();
        var writing = new SyncPoint();
        fake.OnWrite = () => writing.ParkAsync(TestContext.Current.CancellationToken);
        var acks = new AckBatcher(channel, TimeProvider.System);

        acks.Acknowledge(1);
        await writing.WaitUntilParkedAsync();
        return (acks, fake, writing);
    }
}

using Messaging.Drivers.Rabbit.Sending.Channels;
using Messaging.Drivers.Rabbit.Tests.Support;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.Sending.Channels;

public sealed class ChannelPoolTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly List<FakeChannel> _opened = [];
    private readonly BackgroundWork _background = new(static _ => { });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_channel_that_came_back_last_is_taken_first()
    {
        var pool = Pool(3);
        var one = await RentAsync(pool);
        var two = await RentAsync(pool);
        pool.Return(one);
        pool.Return(two);

        Assert.Same(two, await RentAsync(pool));
        Assert.Same(one, await RentAsync(pool));
        Assert.Equal(2, pool.Open);
    }

    [Fact]
    public async Task Under_the_cap_one_is_opened_and_at_the_cap_senders_wait_in_turn()
    {
        var pool = Pool(1);
        var channel = await RentAsync(pool);
        var first = RentAsync(pool);
        var second = RentAsync(pool);
        Assert.False(first.IsCompleted);

        pool.Return(channel);
        Assert.Same(channel, await first);
        Assert.False(second.IsCompleted);
        pool.Return(channel);
        Assert.Same(channel, await second);
        Assert.Single(_opened);
    }

    [Fact]
    public async Task Exhaustion_names_the_option_to_raise()
    {
        var pool = Pool(1);
        var channel = await RentAsync(pool);
        var waiting = pool.RentAsync(new Deadline(_time, TimeSpan.FromSeconds(5)), Token).AsTask();
        _time.Advance(TimeSpan.FromSeconds(5));

        var error = await Assert.ThrowsAsync<TimeoutException>(() => waiting);
        Assert.Contains("RabbitOptions.PublishChannels", error.Message, StringComparison.Ordinal);
        pool.Return(channel);
        Assert.Same(channel, await RentAsync(pool));
    }

    [Fact]
    public async Task Who_gives_up_waiting_loses_no_channel()
    {
        var pool = Pool(1);
        var channel = await RentAsync(pool);
        using var gaveUp = new CancellationTokenSource();
        var waiting = pool.RentAsync(Forever(), gaveUp.Token).AsTask();
        var next = RentAsync(pool);
        await gaveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        pool.Return(channel);
        Assert.Same(channel, await next);
    }

    [Fact]
    public async Task A_channel_that_ended_makes_room_for_another()
    {
        var pool = Pool(1);
        var channel = await RentAsync(pool);
        var waiting = RentAsync(pool);
        await _opened[0].ShutDownAsync(404, "NOT_FOUND");
        pool.Return(channel);

        Assert.NotSame(channel, await waiting);
        Assert.Equal(2, _opened.Count);
        Assert.Equal(1, pool.Open);
    }

    [Fact]
    public async Task When_the_connection_goes_who_waits_is_sent_away_and_nobody_gets_a_channel()
    {
        var pool = Pool(2);
        var one = await RentAsync(pool);
        var two = await RentAsync(pool);
        pool.Return(two);
        await RentAsync(pool);
        var waiting = RentAsync(pool);
        pool.Close();

        Assert.Null(await waiting);
        Assert.Null(await RentAsync(pool));
        pool.Return(one!);
        Assert.False(pool.TryRent(out _));
    }

    private ChannelPool Pool(int most) => new(
        () =>
        {
            var (channel, fake) = FakeChannel.Make();
            _opened.Add(fake);
            return Task.FromResult(new PublishChannel(channel, () => { }, TimeProvider.System));
        },
        most, _background);

    private async Task<PublishChannel> RentAsync(ChannelPool pool) =>
        pool.TryRent(out var idle) ? idle : (await pool.RentAsync(Forever(), Token))!;

    private Deadline Forever() => new(_time, Timeout.InfiniteTimeSpan);
}

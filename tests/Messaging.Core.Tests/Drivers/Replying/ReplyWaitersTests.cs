using Messaging.Drivers;

namespace Messaging.Core.Tests.Drivers.Replying;

public sealed class ReplyWaitersTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ManualTimeProvider _clock = new();
    private readonly ReplyWaiters _waiters;

    public ReplyWaitersTests() => _waiters = new ReplyWaiters(_clock);

    public void Dispose() => _waiters.Dispose();

    [Fact]
    public async Task A_reply_ends_the_call_that_has_its_id()
    {
        using var first = Register();
        using var second = Register();

        Assert.True(_waiters.Complete(Calls.Reply(second.Id, "2")));
        Assert.True(_waiters.Complete(Calls.Reply(first.Id, "1")));

        Assert.Equal("1", Calls.Result(await first.Task));
        Assert.Equal("2", Calls.Result(await second.Task));
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task A_second_a_late_and_a_foreign_reply_are_nobodys()
    {
        var waiter = Register();
        Assert.True(_waiters.Complete(Calls.Reply(waiter.Id)));

        Assert.False(_waiters.Complete(Calls.Reply(waiter.Id)));
        Assert.Equal("1", Calls.Result(await waiter.Task));
        waiter.Dispose();
        Assert.False(_waiters.Complete(Calls.Reply(waiter.Id)));
        Assert.False(_waiters.Complete(Calls.Reply(MessageId.NewUnique())));
        Assert.False(_waiters.Complete(Calls.Reply("no id")));
        Assert.Equal(0, _waiters.Count);
    }

    [Fact]
    public async Task Another_sets_ids_are_foreign()
    {
        using var others = new ReplyWaiters(_clock);
        using var mine = Register();
        using var theirs = others.Register(Calls.Call(_clock, Minute), CancellationToken.None);

        Assert.NotEqual(mine.Id.High, theirs.Id.High);
        Assert.False(_waiters.Complete(Calls.Reply(theirs.Id)));
        Assert.True(others.Complete(Calls.Reply(theirs.Id)));
        (await theirs.Task).Dispose();
    }

    [Fact]
    public async Task A_deadline_ends_the_call_with_what_the_driver_knows()
    {
        using var waiters = new ReplyWaiters(_clock, call => $"The queue of {call.Message.Method} is empty.");
        using var waiter = waiters.Register(Calls.Call(_clock, Minute), CancellationToken.None);
        _clock.Advance(Minute - TimeSpan.FromMilliseconds(1));
        Assert.False(waiter.IsEnded);
        _clock.Advance(TimeSpan.FromMilliseconds(20));

        var error = await Assert.ThrowsAsync<CallTimeoutException>(async () => await waiter.Task);
        Assert.Equal($"The queue of {waiter.Message.Method} is empty.", error.Diagnosis);
        Assert.Equal(Minute, error.Timeout);
        Assert.False(waiters.Complete(Calls.Reply(waiter.Id)));
    }

    [Fact]
    public async Task A_call_without_a_deadline_waits_for_ever()
    {
        using var waiter = _waiters.Register(Calls.Call(_clock, Timeout.InfiniteTimeSpan), CancellationToken.None);
        _clock.Advance(TimeSpan.FromDays(1000));

        Assert.False(waiter.IsEnded);
        _waiters.Complete(Calls.Reply(waiter.Id));
        (await waiter.Task).Dispose();
    }

    [Fact]
    public async Task A_token_ends_the_call_and_its_registration_ends_with_it()
    {
        using var source = new CancellationTokenSource();
        using var cancelled = _waiters.Register(Calls.Call(_clock, Minute), source.Token);
        var ended = _waiters.Register(Calls.Call(_clock, Minute), source.Token);
        _waiters.Complete(Calls.Reply(ended.Id));
        (await ended.Task).Dispose();
        ended.Dispose();

        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await cancelled.Task);
        Assert.Equal(source.Token, error.CancellationToken);
        using var late = _waiters.Register(Calls.Call(_clock, Minute), source.Token);
        Assert.True(late.IsEnded);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await late.Task);
    }

    [Fact]
    public async Task A_loss_ends_every_call_that_waits_now_and_none_that_comes_later()
    {
        var waiting = Enumerable.Range(0, 10).Select(_ => Register()).ToArray();
        _waiters.Complete(Calls.Reply(waiting[0].Id));

        Assert.Equal(9, _waiters.FailAll(call => new ConnectionLostException($"lost {call.Method}")));
        using var later = Register();

        (await waiting[0].Task).Dispose();
        foreach (var waiter in waiting[1..])
        {
            await Assert.ThrowsAsync<ConnectionLostException>(async () => await waiter.Task);
        }

        Assert.False(later.IsEnded);
        Assert.True(_waiters.Fail(later.Id, call => new NoServerException(call.Target, call.Method)));
        Assert.False(_waiters.Fail(later.Id, call => new NoServerException(call.Target, call.Method)));
        await Assert.ThrowsAsync<NoServerException>(async () => await later.Task);
        Array.ForEach(waiting, waiter => waiter.Dispose());
    }

    [Fact]
    public async Task The_end_of_the_set_ends_its_calls_and_those_that_come_later()
    {
        using var waiting = Register();
        _waiters.Dispose();
        using var later = Register();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await waiting.Task);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await later.Task);
        Assert.Equal(0, _clock.ArmedTimers);
    }

    [Fact]
    public async Task A_forgotten_call_leaves_nothing_behind()
    {
        for (var i = 0; i < 1000; i++)
        {
            var waiter = Register();
            _waiters.Complete(Calls.Reply(waiter.Id));
            (await waiter.Task).Dispose();
            waiter.Dispose();
        }

        var abandoned = Register();
        abandoned.Dispose();
        _clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(0, _waiters.Count);
        Assert.Equal(0, _clock.ArmedTimers);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await abandoned.Task);
    }

    [Fact]
    public async Task Silence_ends_a_monitored_call_and_signs_of_life_put_it_off_until_the_deadline()
    {
        using var silent = _waiters.Register(Calls.Call(_clock, Minute, TimeSpan.FromSeconds(4)), CancellationToken.None);
        using var busy = _waiters.Register(Calls.Call(_clock, Minute, TimeSpan.FromSeconds(4)), CancellationToken.None);
        for (var i = 0; i < 19; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(3));
            Assert.True(_waiters.Complete(Calls.Reply(busy.Id, "null", ending: false)));
        }

        Assert.False(busy.IsEnded);
        _clock.Advance(TimeSpan.FromSeconds(3.1));

        Assert.Equal(TimeSpan.FromSeconds(4), (await Assert.ThrowsAsync<CallTimeoutException>(async () => await silent.Task)).Timeout);
        Assert.Equal(Minute, (await Assert.ThrowsAsync<CallTimeoutException>(async () => await busy.Task)).Timeout);
    }

    [Fact]
    public async Task A_result_in_parts_is_the_last_that_is_not_null()
    {
        using var waiter = Register();
        _waiters.Complete(Calls.Reply(waiter.Id, "1", ending: false));
        _waiters.Complete(Calls.Reply(waiter.Id, "2", ending: false));
        _waiters.Complete(Calls.Reply(waiter.Id, "null", ending: false));
        Assert.False(waiter.IsEnded);
        _waiters.Complete(Calls.Reply(waiter.Id, "null"));

        Assert.Equal("2", Calls.Result(await waiter.Task));
    }

    [Fact]
    public async Task Continuations_do_not_run_inside_the_completion()
    {
        using var waiter = Register();
        using var entered = new ManualResetEventSlim();
        var continued = Continue();

        Assert.True(_waiters.Complete(Calls.Reply(waiter.Id)));
        entered.Set();

        Assert.True(await continued.WaitAsync(WaitLimit.Default));

        async Task<bool> Continue()
        {
            (await waiter.Task.ConfigureAwait(false)).Dispose();
            return entered.Wait(WaitLimit.Default);
        }
    }

    private ReplyWaiter Register() => _waiters.Register(Calls.Call(_clock, Minute), CancellationToken.None);
}

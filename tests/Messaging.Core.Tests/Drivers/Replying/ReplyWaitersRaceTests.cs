using Messaging.Drivers;

namespace Messaging.Core.Tests.Drivers.Replying;

/// <summary>A reply, a deadline, a token and an error at the same moment: one of them ends the call, and only one.</summary>
public sealed class ReplyWaitersRaceTests
{
    private const int Rounds = 1500;

    [Fact]
    public async Task Whatever_comes_at_once_ends_a_call_exactly_once()
    {
        var clock = new ManualTimeProvider();
        using var waiters = new ReplyWaiters(clock);
        var outcomes = new Dictionary<string, int>();
        ReplyWaiter? waiter = null;
        CancellationTokenSource? source = null;
        var claims = new int[3];
        using var start = new Barrier(5);
        using var end = new Barrier(5);
        var racers = new[]
        {
            Race(() => claims[0] = waiters.Complete(Calls.Reply(waiter!.Id)) ? 1 : 0),
            Race(() => claims[1] = waiter!.Fail(new ConnectionLostException("lost")) ? 1 : 0),
            Race(() => source!.Cancel()),
            Race(() => claims[2] = waiters.Complete(Calls.Reply(waiter!.Id)) ? 1 : 0),
        };

        for (var round = 0; round < Rounds; round++)
        {
            source = new CancellationTokenSource();
            waiter = waiters.Register(Calls.Call(clock, TimeSpan.FromMilliseconds(10)), source.Token);
            start.SignalAndWait();
            clock.Advance(TimeSpan.FromMilliseconds(40));
            end.SignalAndWait();

            var outcome = await OutcomeAsync(waiter);
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            Assert.Equal(outcome == "reply" ? 1 : 0, claims[0] + claims[2]);
            Assert.Equal(outcome == nameof(ConnectionLostException) ? 1 : 0, claims[1]);
            waiter.Dispose();
            source.Dispose();
            Assert.Equal(0, waiters.Count);
        }

        await Task.WhenAll(racers).WaitAsync(WaitLimit.Default);
        Assert.Equal(Rounds, outcomes.Values.Sum());
        Assert.Empty(outcomes.Keys.Except(["reply", nameof(ConnectionLostException), nameof(CallTimeoutException),
            nameof(OperationCanceledException)]));
        Assert.Equal(0, clock.ArmedTimers);

        Task Race(Action act) => Task.Factory.StartNew(
            () =>
            {
                for (var round = 0; round < Rounds; round++)
                {
                    start.SignalAndWait();
                    act();
                    end.SignalAndWait();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    [Fact]
    public async Task The_end_of_the_set_and_the_birth_of_calls_at_once_leave_no_call_waiting()
    {
        for (var round = 0; round < 200; round++)
        {
            var clock = new ManualTimeProvider();
            var waiters = new ReplyWaiters(clock);
            using var start = new Barrier(3);
            var calls = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
            {
                start.SignalAndWait();
                for (var i = 0; i < 20; i++)
                {
                    using var waiter = waiters.Register(Calls.Call(clock, TimeSpan.FromDays(1)), CancellationToken.None);
                    await Assert.ThrowsAsync<ObjectDisposedException>(async () => await waiter.Task);
                }
            })).ToArray();

            start.SignalAndWait();
            waiters.Dispose();

            await Task.WhenAll(calls).WaitAsync(WaitLimit.Default);
            Assert.Equal(0, waiters.Count);
        }
    }

    [Fact]
    public async Task A_sign_of_life_and_the_silence_at_once_end_the_call_once_or_let_it_live()
    {
        var clock = new ManualTimeProvider();
        using var waiters = new ReplyWaiters(clock);
        for (var round = 0; round < 2000; round++)
        {
            var waiter = waiters.Register(Calls.Call(clock, TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(2)), CancellationToken.None);
            var beat = Task.Run(() => waiters.Complete(Calls.Reply(waiter.Id, "null", ending: false)));
            clock.Advance(TimeSpan.FromSeconds(2.05));
            await beat;

            // Dead already, or watched again: then the next silence ends it.
            clock.Advance(TimeSpan.FromSeconds(2.05));
            Assert.True(waiter.IsEnded);
            await Assert.ThrowsAsync<CallTimeoutException>(async () => await waiter.Task);
            waiter.Dispose();
        }

        Assert.Equal(0, waiters.Count);
    }

    [Fact]
    public async Task A_waiter_that_is_used_again_is_ended_by_its_own_call_alone()
    {
        var clock = new ManualTimeProvider();
        using var waiters = new ReplyWaiters(clock);
        var used = new HashSet<ReplyWaiter>(ReferenceEqualityComparer.Instance);
        string? last = null;
        using var over = new CancellationTokenSource();

        // Copies of the reply to the call before come all the while.
        var late = Task.Run(() =>
        {
            while (!over.IsCancellationRequested)
            {
                waiters.Complete(Calls.Reply(Volatile.Read(ref last) ?? "none", "\"late\""));
            }
        });
        for (var call = 0; call < 20_000; call++)
        {
            var waiter = waiters.Register(Calls.Call(clock, TimeSpan.FromDays(1)), CancellationToken.None);
            used.Add(waiter);
            var id = waiter.Id;
            var answered = Task.Run(() => waiters.Complete(Calls.Reply(id, $"{call}")));
            using (var reply = await waiter.Task.AsTask().WaitAsync(WaitLimit.Default))
            {
                Assert.Equal($"{call}", Calls.Result(reply));
            }

            waiter.DisposeForReuse();
            Volatile.Write(ref last, id.ToString());
            Assert.True(await answered);
        }

        await over.CancelAsync();
        await late.WaitAsync(WaitLimit.Default);
        Assert.Equal(0, waiters.Count);
        Assert.InRange(used.Count, 1, 19_999);
    }

    private static async Task<string> OutcomeAsync(ReplyWaiter waiter)
    {
        try
        {
            (await waiter.Task).Dispose();
            return "reply";
        }
        catch (Exception e)
        {
            return e.GetType().Name;
        }
    }
}

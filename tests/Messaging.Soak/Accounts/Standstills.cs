using System.Diagnostics;

namespace Messaging.Soak.Accounts;

/// <summary>
/// Notes when this process stood still, because the machine did or was too busy: a tick that comes late says so. What is late by no more
/// than that is not late by a fault of the library's.
/// </summary>
internal sealed class Standstills : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private readonly List<(long From, long To)> _gaps = [];
    private readonly PeriodicTimer _timer = new(Tick);
    private readonly Task _watching;
    private TaskCompletionSource _tick = NewTick();
    private TimeSpan _total;

    public Standstills() => _watching = Task.Run(WatchAsync);

    /// <summary>All that was noted.</summary>
    public TimeSpan Total
    {
        get
        {
            lock (_lock)
            {
                return _total;
            }
        }
    }

    /// <summary>Waits until a standstill that may be going on, or have just ended, is noted.</summary>
    public Task SettleAsync()
    {
        lock (_lock)
        {
            return _tick.Task;
        }
    }

    /// <summary>For how long the process stood still between two timestamps.</summary>
    public TimeSpan Between(long from, long to)
    {
        var sum = TimeSpan.Zero;
        lock (_lock)
        {
            for (var i = _gaps.Count - 1; i >= 0 && _gaps[i].To > from; i--)
            {
                var (start, end) = (Math.Max(from, _gaps[i].From), Math.Min(to, _gaps[i].To));
                sum += end > start ? Stopwatch.GetElapsedTime(start, end) : TimeSpan.Zero;
            }
        }

        return sum;
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _watching;
    }

    private static TaskCompletionSource NewTick() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task WatchAsync()
    {
        var last = Stopwatch.GetTimestamp();
        while (await _timer.WaitForNextTickAsync())
        {
            var now = Stopwatch.GetTimestamp();
            var late = Stopwatch.GetElapsedTime(last, now) - Tick;
            TaskCompletionSource tick;
            lock (_lock)
            {
                if (late > Tick)
                {
                    _gaps.Add((last, now));
                    _total += late;
                }

                (tick, _tick) = (_tick, NewTick());
            }

            tick.SetResult();
            last = now;
        }

        _tick.SetResult();
    }
}

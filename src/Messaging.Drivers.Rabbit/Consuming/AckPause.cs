using System.Threading.Tasks.Sources;

namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>
/// A wait for more acknowledgements: ends after a moment, or when it is ended explicitly. For one waiter; allocates nothing. The timer is
/// not set again for each wait, which would cost more than the wait saves. It may end a later wait early, at the price of one more write.
/// </summary>
internal sealed class AckPause : IValueTaskSource
{
    private readonly TimeSpan _most;
    private readonly ITimer _timer;
    private ManualResetValueTaskSourceCore<bool> _source = new() { RunContinuationsAsynchronously = true };
    private int _isWaiting;
    private int _isTimed;

    /// <param name="time">The clock.</param>
    /// <param name="most">The longest that a wait lasts.</param>
    public AckPause(TimeProvider time, TimeSpan most)
    {
        _most = most;
        _timer = time.CreateTimer(static pause => ((AckPause)pause!).OnDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Begins a wait.</summary>
    public ValueTask WaitAsync()
    {
        _source.Reset();
        Interlocked.Exchange(ref _isWaiting, 1); // Before _isTimed is read: the timer clears _isTimed, then reads this.
        if (Interlocked.Exchange(ref _isTimed, 1) == 0)
        {
            _timer.Change(_most, Timeout.InfiniteTimeSpan);
        }

        return new ValueTask(this, _source.Version);
    }

    /// <summary>Ends the wait, if there is one.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _isWaiting, 0) != 0)
        {
            _source.SetResult(true);
        }
    }

    /// <summary>There will be no more waits.</summary>
    public void Stop() => _timer.Dispose();

    void IValueTaskSource.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    private void OnDue()
    {
        Interlocked.Exchange(ref _isTimed, 0);
        End();
    }
}

using System.Threading.Tasks.Sources;

namespace Messaging.Drivers.Rabbit.Acknowledging;

/// <summary>A wait for more to acknowledge: ends after a moment, or when somebody ends it. For one waiter; allocates nothing.</summary>
internal sealed class AckPause : IValueTaskSource
{
    private readonly ITimer _timer;
    private ManualResetValueTaskSourceCore<bool> _source = new() { RunContinuationsAsynchronously = true };
    private int _isWaiting;

    public AckPause(TimeProvider time) => _timer = time.CreateTimer(
        static pause => ((AckPause)pause!).End(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Begins a wait. Its timer may end the next one early, which costs one write more.</summary>
    public ValueTask WaitAsync(TimeSpan most)
    {
        _source.Reset();
        Volatile.Write(ref _isWaiting, 1);
        _timer.Change(most, Timeout.InfiniteTimeSpan);
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
}

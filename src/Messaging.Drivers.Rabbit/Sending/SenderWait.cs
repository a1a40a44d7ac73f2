using System.Threading.Tasks.Sources;

namespace Messaging.Drivers.Rabbit.Sending;

/// <summary>
/// A cast's sender waiting for the broker's confirm. The wait ends once: by the confirm, the deadline or the sender's token.
/// </summary>
internal sealed class SenderWait(CastShipment cast) : DeadlineEntry, IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _source = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;
    private int _ended;

    public bool HasEnded => Volatile.Read(ref _ended) != 0;

    /// <summary>Starts the wait, and returns the task that the sender awaits once.</summary>
    public ValueTask Start(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _cancellation = cancellationToken.UnsafeRegister(
                static (wait, token) => ((SenderWait)wait!).End(new OperationCanceledException(token)), this);
        }

        return new ValueTask(this, _source.Version);
    }

    /// <summary>Ends the wait, unless it has already ended.</summary>
    public void End(Exception? error)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        if (error is null)
        {
            _source.SetResult(true);
        }
        else
        {
            _source.SetException(error);
        }
    }

    /// <summary>The sender has its answer: the token is no longer watched.</summary>
    public void Stop() => _cancellation.Dispose();

    void IValueTaskSource.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    protected override void OnDue() => cast.OnDue();
}

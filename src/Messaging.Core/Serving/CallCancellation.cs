using System.Diagnostics.CodeAnalysis;
using Messaging.Diagnostics;
using Messaging.Drivers;

namespace Messaging.Serving;

/// <summary>The token of a call whose method asked for one, and the deadline that fires it.</summary>
[SuppressMessage(
    "Design", "CA1001", Justification = "The source has neither a timer nor a wait handle to dispose, and a late cancel may still come.")]
internal sealed class CallCancellation(ServingCall call) : DeadlineEntry, IThreadPoolWorkItem
{
    private readonly CancellationTokenSource _source = new();
    private int _fired;

    public CancellationToken Token => _source.Token;

    /// <summary>The cancellation of a call, created when it is first needed.</summary>
    public static CallCancellation Ensure(ref CallCancellation? known, ServingCall call)
    {
        if (known is { } existing)
        {
            return existing;
        }

        var created = new CallCancellation(call);
        if (Interlocked.CompareExchange(ref known, created, null) is { } other)
        {
            return other;
        }

        call.Server.Deadlines.Set(created, call.Deadline.IsInfinite ? Timeout.InfiniteTimeSpan : call.Deadline.TimeLeft);
        return created;
    }

    /// <summary>Fires the token, on the thread pool: users' callbacks must not run on a driver's thread.</summary>
    public void Cancel()
    {
        if (Interlocked.Exchange(ref _fired, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    protected internal override void OnDue() => Cancel();

    void IThreadPoolWorkItem.Execute()
    {
        try
        {
            _source.Cancel();
        }
        catch (AggregateException e)
        {
            // A callback that the method registered failed. On a pool thread it would end the process.
            MessagingLog.CancelCallbackFailed(call.Server.Logger, call.Method, call.Server.Target, e);
        }
    }
}

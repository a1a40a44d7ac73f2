using System.Diagnostics;
using Messaging.Soak.Accounts;
using Messaging.Soak.Serving;

namespace Messaging.Soak.Load;

/// <summary>Casts at a rate, whatever becomes of the casts before, and waits for the confirm of each.</summary>
internal sealed class CastLoop(LoadContext load)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly TaskCompletionSource _allEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inFlight = 1;

    /// <summary>Casts until the token fires. Those in flight are waited for.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Tick);
        try
        {
            var owed = 0.0;
            while (await timer.WaitForNextTickAsync(stop))
            {
                // After a standstill, what was not cast meanwhile is not made up for.
                for (owed += load.Options.CastsPerSecond * Tick.TotalSeconds; owed >= 1; owed--)
                {
                    Start();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }

        End();
        await _allEnded.Task;
    }

    private void Start()
    {
        if (Volatile.Read(ref _inFlight) <= load.Options.MostCastsInFlight)
        {
            Interlocked.Increment(ref _inFlight);
            _ = CastAsync();
        }
    }

    private async Task CastAsync()
    {
        var number = load.Ledger.Make(OperationKind.Cast);
        var (begun, watch) = (Stopwatch.GetTimestamp(), load.Watch);
        try
        {
            await load.Casts.CastAsync(null, Worker.Method, new { number });
            load.Ledger.Complete(number);
            watch.CastWorked(begun);
        }
        catch (Exception error)
        {
            load.Ledger.Fail(number, error);
            watch.Failed(begun);
        }

        await load.CheckTimeAsync(number, begun, load.Options.CastTimeout);
        End();
    }

    private void End()
    {
        if (Interlocked.Decrement(ref _inFlight) == 0)
        {
            _allEnded.TrySetResult();
        }
    }
}

using System.Diagnostics;
using Messaging.Soak.Accounts;
using Messaging.Soak.Serving;

namespace Messaging.Soak.Load;

/// <summary>One caller: calls, waits for the answer, thinks, calls again.</summary>
internal sealed class CallLoop(LoadContext load)
{
    private readonly RpcClient _idempotent = load.Calls.With(idempotent: true);

    /// <summary>Calls until the token fires. The last call is waited for, however it ends.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        for (var turn = 1; ; turn++)
        {
            await Task.Delay(load.Options.ThinkTime * (0.5 + Random.Shared.NextDouble()), stop)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
            {
                return;
            }

            await CallAsync(turn % load.Options.IdempotentEvery == 0 ? OperationKind.IdempotentCall : OperationKind.Call);
        }
    }

    private async Task CallAsync(OperationKind kind)
    {
        var number = load.Ledger.Make(kind);
        var (begun, watch) = (Stopwatch.GetTimestamp(), load.Watch);
        try
        {
            var client = kind == OperationKind.Call ? load.Calls : _idempotent;
            var answer = await client.CallAsync<Answer>(null, Worker.Method, new { number });
            if (answer.Value == Answer.ValueOf(number))
            {
                load.Ledger.Complete(number);
                watch.CallWorked(begun, answer.Life);
            }
            else
            {
                load.Ledger.Mistake(number, Answer.ValueOf(number), answer.Value);
            }
        }
        catch (Exception error)
        {
            load.Ledger.Fail(number, error);
            watch.Failed(begun);
        }

        await load.CheckTimeAsync(number, begun, load.Options.CallTimeout);
    }
}

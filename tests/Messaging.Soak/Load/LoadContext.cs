using System.Diagnostics;
using Messaging.Soak.Accounts;
using Messaging.Soak.Serving;

namespace Messaging.Soak.Load;

/// <summary>What those who call and those who cast share: whom, how often, and the account.</summary>
internal sealed class LoadContext(Transport transport, string topic, WorkloadOptions options, Ledger ledger, Standstills standstills)
{
    private ReturnWatch _watch = new([]);

    public WorkloadOptions Options { get; } = options;

    public Ledger Ledger { get; } = ledger;

    public RpcClient Calls { get; } =
        new(transport, new Target { Topic = topic }, new RpcClientOptions { Timeout = options.CallTimeout });

    public RpcClient Casts { get; } =
        new(transport, new Target { Topic = WorkServer.CastsOf(topic) }, new RpcClientOptions { Timeout = options.CastTimeout });

    /// <summary>Who waits for everything to work again.</summary>
    public ReturnWatch Watch
    {
        get => Volatile.Read(ref _watch);
        set => Volatile.Write(ref _watch, value);
    }

    /// <summary>Looks whether something ended later than it may, but for the time in which this process itself stood still.</summary>
    public async Task CheckTimeAsync(long number, long begun, TimeSpan timeout)
    {
        var now = Stopwatch.GetTimestamp();
        var took = Stopwatch.GetElapsedTime(begun, now);
        if (took > timeout + Options.Grace)
        {
            await standstills.SettleAsync();
            var allowed = timeout + Options.Grace + standstills.Between(begun, now);
            if (took > allowed)
            {
                Ledger.Hang(number, took, allowed);
            }
        }
    }
}

using System.Diagnostics;
using Messaging.Soak.Accounts;
using Messaging.Soak.Brokers;
using Messaging.Soak.Faults;
using Messaging.Soak.Load;
using Messaging.Soak.Reporting;
using Messaging.Soak.Trials;

namespace Messaging.Soak.Soaking;

/// <summary>One run of the soak: starts the broker and the load, makes faults until the time is over, and settles the account.</summary>
internal sealed class SoakRun(Arguments arguments, TextWriter output, CancellationToken stop)
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(5);

    private readonly WorkloadOptions _options = new()
    {
        Callers = arguments.Callers,
        ThinkTime = TimeSpan.FromMilliseconds(arguments.Think),
        CastsPerSecond = arguments.Casts,
    };

    private readonly List<TrialReport> _reports = [];
    private readonly SoakTable _table = new(output);

    /// <returns>Whether every promise was kept.</returns>
    public async Task<bool> RunAsync()
    {
        var catalog = arguments.OnCluster ? FaultCatalog.Cluster : FaultCatalog.Of(arguments.Scheme);
        List<Fault> faults = [.. catalog.Where(fault => fault.Name.Contains(arguments.Only, StringComparison.Ordinal))];
        if (faults.Count == 0)
        {
            throw new ArgumentException($"No fault has '{arguments.Only}' in its name.");
        }

        using var log = new FileLog(arguments.LogFile);
        await using var site = await (arguments.OnCluster ? BrokerSite.StartClusterAsync() : BrokerSite.StartNodeAsync(arguments.Scheme));
        await using var load = await Workload.StartAsync(site, _options, log);
        _table.WriteHead(arguments, _options);
        await Task.Delay(Calm, stop);
        var before = await Footprint.TakeAsync(site, load);
        await MakeFaultsAsync(site, load, new FaultPlan(faults, arguments));
        var after = await Footprint.TakeAsync(site, load);
        var balance = await load.StopAsync().WaitAsync(stop);
        _table.WriteEnd(balance, before, after, load, _reports);
        return balance.IsClean && load.PendingCalls == 0 && !_reports.Any(report => report.IsLate);
    }

    private async Task MakeFaultsAsync(BrokerSite site, Workload load, FaultPlan plan)
    {
        var watch = Stopwatch.StartNew();
        var before = load.Balance();
        foreach (var (fault, length) in plan.Next())
        {
            // So long that what was begun within the promised time, and fails, has failed.
            var report = await Trial.RunAsync(site, load, fault, length, fault.Promise + _options.CallTimeout, stop);
            _reports.Add(report);
            var now = load.Balance();
            _table.WriteFault(watch.Elapsed, report, before, now);
            before = now;
            if (!arguments.EachOnce && watch.Elapsed > arguments.Time)
            {
                return;
            }
        }
    }
}

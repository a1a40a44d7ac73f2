using Messaging.Soak.Brokers;
using Messaging.Soak.Faults;
using Messaging.Soak.Load;

namespace Messaging.Soak.Trials;

/// <summary>Makes a fault while a load runs, and waits until everything works again.</summary>
internal static class Trial
{
    /// <param name="site">The brokers.</param>
    /// <param name="load">The load, which runs and works.</param>
    /// <param name="fault">What to do to it.</param>
    /// <param name="length">How long the fault lasts, if it lasts.</param>
    /// <param name="afterwards">How long the load goes on and is watched when all works again.</param>
    /// <param name="token">Ends the watching.</param>
    /// <exception cref="TimeoutException">Something did not work again, or something was left behind.</exception>
    public static async Task<TrialReport> RunAsync(
        BrokerSite site, Workload load, Fault fault, TimeSpan length, TimeSpan afterwards, CancellationToken token = default)
    {
        var before = load.Usual = (await site.CountAsync()).Or(load.Usual);
        load.EndWatch();
        load.Ledger.ForgetOutage();
        await fault.MakeAsync(site, load, length);
        var watch = load.Watch();
        try
        {
            await load.WaitForReturnAsync(watch, WaitLimit.Default, token);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{WaitLimit.Default} after {fault}, {watch}. {load.Balance()}");
        }

        await Task.Delay(afterwards, token);
        var after = await WaitForResourcesAsync(site, load, before, fault);
        return new TrialReport(
            fault, length, load.Balance().LongestOutage, watch.Recovery!.Value, watch.StoodStill(load.Standstills), before, after);
    }

    // The broker takes its time to notice that a connection is gone. Each look takes a while by itself.
    private static async Task<BrokerCensus> WaitForResourcesAsync(BrokerSite site, Workload load, BrokerCensus before, Fault fault)
    {
        using var limit = new CancellationTokenSource(WaitLimit.Default);
        while (true)
        {
            var now = await site.CountAsync();
            if (now.IsBackAt(before, load.MostChannels))
            {
                return now;
            }

            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"{WaitLimit.Default} after {fault} there were {now}; before, there were {before}.");
            }
        }
    }
}

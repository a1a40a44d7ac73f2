using Messaging.Soak.Brokers;
using Messaging.Soak.Faults;
using Messaging.Soak.Load;
using Messaging.Soak.Trials;
using Microsoft.Extensions.Logging;

namespace Messaging.Reliability.Tests;

/// <summary>Makes a fault while 64 callers call and casts flow, and then looks into the account.</summary>
public abstract class FaultTest
{
    /// <summary>Less than in the soak: other tests may want the machine too.</summary>
    private static readonly WorkloadOptions Options = new()
    {
        ThinkTime = TimeSpan.FromMilliseconds(250),
        CastsPerSecond = 400,
        CallTimeout = TimeSpan.FromSeconds(8),
    };

    private protected async Task SurvivesAsync(BrokerSite site, Fault fault, TimeSpan length = default)
    {
        var log = new LogCapture();
        await using var load = await Workload.StartAsync(site, Options, log);
        var report = await Trial.RunAsync(site, load, fault, length, afterwards: TimeSpan.Zero);
        var balance = await load.StopAsync();

        TestContext.Current.TestOutputHelper?.WriteLine($"{report}\n{balance}\nstood still for {load.Standstills.Total}");
        Assert.True(balance.IsClean, $"{balance}\n{string.Join('\n', load.Ledger.Oddities.Take(20))}");
        Assert.DoesNotContain(log.Entries, entry => entry.Level >= LogLevel.Error);
    }
}

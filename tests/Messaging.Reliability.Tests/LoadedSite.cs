using Messaging.Soak.Brokers;
using Messaging.Soak.Faults;
using Messaging.Soak.Load;
using Messaging.Soak.Trials;

namespace Messaging.Reliability.Tests;

/// <summary>
/// What the tests of a class torment one after the other, and the load that has to bear it all: nothing is started again between two
/// faults.
/// </summary>
public abstract class LoadedSite : IAsyncLifetime
{
    /// <summary>Less than in the soak: other tests may want the machine too.</summary>
    private static readonly WorkloadOptions Options = new()
    {
        ThinkTime = TimeSpan.FromMilliseconds(250),
        CastsPerSecond = 400,
        CallTimeout = TimeSpan.FromSeconds(4),
    };

    private Workload? _load;

    private BrokerSite Site { get; set; } = null!;

    private LogCapture Log { get; set; } = new();

    public async ValueTask InitializeAsync() => Site = await StartAsync();

    /// <summary>Makes a fault: nothing that is promised may break by it.</summary>
    internal async Task SurvivesAsync(Fault fault, TimeSpan length)
    {
        var load = await GetLoadAsync();
        try
        {
            var report = await Trial.RunAsync(Site, load, fault, length, afterwards: TimeSpan.Zero);
            var balance = await load.StopAsync();

            TestContext.Current.TestOutputHelper?.WriteLine($"{report}\n{balance}\nstood still for {load.Standstills.Total}");
            Assert.True(balance.IsClean, $"{balance}\n{string.Join('\n', load.Ledger.Oddities.Take(20))}");
            Assert.Equal(0, load.PendingCalls);
            Log.VerifyNoErrors();
        }
        catch
        {
            await Site.RepairAsync();
            await GiveUpLoadAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await GiveUpLoadAsync();
        await Site.DisposeAsync();
    }

    private protected abstract Task<BrokerSite> StartAsync();

    private async Task<Workload> GetLoadAsync()
    {
        if (_load is null)
        {
            Log = new LogCapture();

            // A consumer may be struck once more while it is set up. That is an error in the log, and the next attempt succeeds.
            Log.Expect("ConsumerNotRestored");
            _load = await Workload.StartAsync(Site, Options, Log);
        }
        else
        {
            await _load.GoOnAsync();
        }

        return _load;
    }

    /// <summary>A test failed: the next one shall not suffer from what it left.</summary>
    private async Task GiveUpLoadAsync()
    {
        var load = _load;
        _load = null;
        await (load?.DisposeAsync() ?? default);
    }
}

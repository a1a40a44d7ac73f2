using Messaging.Soak.Brokers;
using Messaging.Soak.Load;

namespace Messaging.Reliability.Tests;

/// <summary>
/// The node that the tests of a class torment one after the other, and the load that has to bear it all: nothing is started again between
/// two faults.
/// </summary>
public sealed class SingleNode : IAsyncLifetime
{
    /// <summary>Less than in the soak: other tests may want the machine too.</summary>
    private static readonly WorkloadOptions Options = new()
    {
        ThinkTime = TimeSpan.FromMilliseconds(250),
        CastsPerSecond = 400,
        CallTimeout = TimeSpan.FromSeconds(4),
    };

    private Workload? _load;

    internal BrokerSite Site { get; private set; } = null!;

    internal LogCapture Log { get; private set; } = new();

    public async ValueTask InitializeAsync() => Site = await BrokerSite.StartNodeAsync();

    internal async Task<Workload> GetLoadAsync()
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
    internal async Task GiveUpLoadAsync()
    {
        var load = _load;
        _load = null;
        await (load?.DisposeAsync() ?? default);
    }

    public async ValueTask DisposeAsync()
    {
        await GiveUpLoadAsync();
        await Site.DisposeAsync();
    }
}

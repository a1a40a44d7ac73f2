using Messaging.Drivers.Amqp1;
using Messaging.Drivers.Rabbit;
using Messaging.Soak.Accounts;
using Messaging.Soak.Brokers;
using Messaging.Soak.Serving;
using Microsoft.Extensions.Logging;

namespace Messaging.Soak.Load;

/// <summary>
/// The load: callers and casts over one transport, a server in this process and one in a process of its own, and the account of it all.
/// </summary>
internal sealed class Workload : IAsyncDisposable
{
    private const ushort LocalLife = 1;
    private const int Transports = 3;
    private const int ConsumeChannels = 6;
    private const int FreshCallers = 4;
    private static readonly TimeSpan ServerQueuesExpire = TimeSpan.FromSeconds(5);

    private readonly BrokerSite _site;
    private readonly WorkloadOptions _options;
    private readonly ILoggerFactory _log;
    private readonly Lock _lock = new();
    private readonly List<IAsyncDisposable> _owned = [];
    private CancellationTokenSource _stop = new();
    private Transport _calling = null!;
    private LoadContext _load = null!;
    private ServerProcess? _process;
    private ushort _lastLife = LocalLife;
    private Task _running = Task.CompletedTask;

    private Workload(BrokerSite site, WorkloadOptions options, ILoggerFactory log) => (_site, _options, _log) = (site, options, log);

    /// <summary>The topic of calls, and the queue of its requests.</summary>
    public string Topic { get; } = $"load-{Guid.NewGuid():N}";

    /// <summary>The topic of casts, and the queue of its requests.</summary>
    public string CastTopic => WorkServer.CastsOf(Topic);

    /// <summary>
    /// How many channels there may ever be. Publish channels are opened when they are needed, up to their bound, and stay: the burst after
    /// an outage needs more of them than there were.
    /// </summary>
    public int MostChannels { get; } = Transports * ((2 * new RabbitOptions().PublishChannels) + ConsumeChannels);

    /// <summary>What it has on the broker while nothing is wrong.</summary>
    public BrokerCensus? Usual { get; set; }

    public Ledger Ledger { get; } = new();

    public Standstills Standstills { get; } = new();

    /// <summary>The server that is a process of its own. Faults may kill it; <see cref="StartProcessAsync"/> starts another.</summary>
    public ServerProcess Process => _process ?? throw new InvalidOperationException("The server process does not run.");

    /// <summary>Starts the servers and the load, and returns when each server has answered and a cast was confirmed.</summary>
    public static async Task<Workload> StartAsync(BrokerSite site, WorkloadOptions options, ILoggerFactory log)
    {
        var load = new Workload(site, options, log);
        try
        {
            await load.StartAsync();
            return load;
        }
        catch
        {
            await load.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the server process, in place of one that was killed: it has the same name and is another life.</summary>
    public async Task StartProcessAsync()
    {
        // What it leaves behind when it is killed goes by itself, soon.
        var option = _site.Url.StartsWith(BrokerSite.Rabbit, StringComparison.Ordinal) ? "rabbit_transient_queues_ttl" : "transient_queues_ttl";
        var url = $"{_site.Url}&{option}={ServerQueuesExpire.TotalSeconds}";
        _process = await ServerProcess.StartAsync(url, Topic, "process", ++_lastLife, Ledger);
    }

    /// <summary>Kills the server process, and keeps the account of what it ran.</summary>
    public async Task KillProcessAsync()
    {
        await Process.KillAsync();
        await Process.DisposeAsync();
        _process = null;
    }

    /// <summary>How many calls wait in the driver: none, once the load has stopped.</summary>
    public int PendingCalls => _calling.Driver is BrokerDriver rabbit ? rabbit.PendingCalls : ((LinkDriver)_calling.Driver).PendingCalls;

    /// <summary>A fault is about to be made: what fails from now on is not the fault's before.</summary>
    public void EndWatch() => _load.Watch.Close();

    /// <summary>Begins to watch for everything to work again.</summary>
    public ReturnWatch Watch() => _load.Watch = new ReturnWatch(_process is null ? [LocalLife] : [LocalLife, _process.Life]);

    /// <summary>
    /// Waits for everything to work again. Callers of their own call meanwhile: those of the load may all be waiting for calls that went
    /// with their queue.
    /// </summary>
    /// <exception cref="TimeoutException">It did not, within the limit.</exception>
    public async Task WaitForReturnAsync(ReturnWatch watch, TimeSpan limit, CancellationToken token)
    {
        using var done = new CancellationTokenSource();
        var calling = Task.WhenAll(Enumerable.Range(0, FreshCallers).Select(_ => new CallLoop(_load).RunAsync(done.Token)));
        try
        {
            await watch.Working.WaitAsync(limit, token);
        }
        finally
        {
            await done.CancelAsync();
            await calling;
        }
    }

    /// <summary>The account, with what the server process ran.</summary>
    public Balance Balance()
    {
        lock (_lock)
        {
            _process?.Collect();
            return Ledger.Balance();
        }
    }

    /// <summary>Calls and casts, until <see cref="StopAsync"/>. Returns when each server has answered and a cast was confirmed.</summary>
    public async Task GoOnAsync()
    {
        _stop = new CancellationTokenSource();
        var watch = Watch();
        _running = Task.WhenAll(
            Enumerable.Range(0, _options.Callers).Select(_ => new CallLoop(_load).RunAsync(_stop.Token))
                .Append(new CastLoop(_load).RunAsync(_stop.Token)));
        await watch.Working.WaitAsync(WaitLimit.Default);
        Ledger.ForgetOutage();
    }

    /// <summary>Makes no more calls and casts, waits for those in flight, and for the servers to run all that was confirmed.</summary>
    public async Task<Balance> StopAsync()
    {
        await StopCallingAsync();

        // What waits at the broker is asked for before the account is read: what has gone from there meanwhile is in the account.
        while (await _site.CountMessagesAsync(CastTopic) > 0 && Balance().CastsNotRun > 0)
        {
        }

        return Balance();
    }

    public async ValueTask DisposeAsync()
    {
        await StopCallingAsync();
        foreach (var owned in Enumerable.Reverse(_owned))
        {
            await owned.DisposeAsync();
        }

        await (_process?.DisposeAsync() ?? default);
        await Standstills.DisposeAsync();
        _stop.Dispose();
    }

    private async Task StartAsync()
    {
        var serving = Own(await Lines.OpenAsync(_site.Url, "servers", _log));
        var server = Own(new WorkServer(serving, Topic, "local", LocalLife, new LedgerRecorder(Ledger)));
        await server.StartAsync();
        await StartProcessAsync();
        _calling = Own(await Lines.OpenAsync(_site.Url, "callers", _log));
        _load = new LoadContext(_calling, Topic, _options, Ledger, Standstills);
        await GoOnAsync();
    }

    private async Task StopCallingAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    private T Own<T>(T owned)
        where T : IAsyncDisposable
    {
        _owned.Add(owned);
        return owned;
    }
}

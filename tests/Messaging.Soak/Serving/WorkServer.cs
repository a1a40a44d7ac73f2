namespace Messaging.Soak.Serving;

/// <summary>
/// One server of the load, under one name. Calls and casts have topics of their own: otherwise calls would wait behind the casts that
/// pile up during an outage, and the time until all works again would be that of the work left over.
/// </summary>
internal sealed class WorkServer : IAsyncDisposable
{
    private readonly RpcServer _calls;
    private readonly RpcServer _casts;

    public WorkServer(Transport transport, string topic, string name, ushort life, IRunRecorder recorder)
    {
        var worker = new Worker(life, recorder);
        _calls = new RpcServer(transport, new Target { Topic = topic, Server = name }, worker.Endpoint);
        _casts = new RpcServer(transport, new Target { Topic = CastsOf(topic), Server = name }, worker.Endpoint);
    }

    /// <summary>The topic of casts that goes with a topic of calls.</summary>
    public static string CastsOf(string topic) => topic + "-casts";

    public async Task StartAsync()
    {
        await _calls.StartAsync();
        await _casts.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _calls.DisposeAsync();
        await _casts.DisposeAsync();
    }
}

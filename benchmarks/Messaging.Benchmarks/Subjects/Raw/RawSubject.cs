namespace Messaging.Benchmarks.Subjects.Raw;

/// <summary>
/// The raw twin: the same call over the same broker, written by hand on RabbitMQ.Client, as tight as we can. It has no timeouts, no
/// recovery, no dispatch, no tracing: it is the line to beat, not something to use.
/// </summary>
internal sealed class RawSubject(string url, string topic) : ISubject
{
    private RawServer? _server;
    private RawClient? _client;

    public string Name => "raw";

    public async Task ServeAsync(CancellationToken cancellationToken) =>
        _server = await RawServer.StartAsync(RawFactory.Create(url), topic, topic, cancellationToken);

    public async Task ConnectAsync(CancellationToken cancellationToken) =>
        _client = await RawClient.StartAsync(RawFactory.Create(url), topic, topic, cancellationToken);

    public ValueTask<string> CallAsync(string payload) => _client!.CallAsync(payload);

    public async ValueTask DisposeAsync()
    {
        await (_client?.DisposeAsync() ?? default);
        await (_server?.DisposeAsync() ?? default);
    }
}

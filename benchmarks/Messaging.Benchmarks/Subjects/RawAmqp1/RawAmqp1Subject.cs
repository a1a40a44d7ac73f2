namespace Messaging.Benchmarks.Subjects.RawAmqp1;

/// <summary>
/// The raw twin over AMQP 1.0: the same call written by hand on AMQPNetLite, as tight as we can, with the properties and the settlement
/// that ours have, and nothing else.
/// </summary>
internal sealed class RawAmqp1Subject(string url, string topic) : ISubject
{
    private RawAmqp1Server? _server;
    private RawAmqp1Client? _client;

    public string Name => "raw-amqp1";

    public async Task ServeAsync(CancellationToken cancellationToken) =>
        _server = await RawAmqp1Server.StartAsync(url, topic, cancellationToken);

    public async Task ConnectAsync(CancellationToken cancellationToken) =>
        _client = await RawAmqp1Client.StartAsync(url, topic, cancellationToken);

    public ValueTask<string> CallAsync(string payload) => _client!.CallAsync(payload);

    public async ValueTask DisposeAsync()
    {
        await (_client?.DisposeAsync() ?? default);
        await (_server?.DisposeAsync() ?? default);
    }
}

using RabbitMQ.Client;

namespace Messaging.Benchmarks.Subjects.Raw;

/// <summary>
/// The raw twin: the same call over the same broker, written by hand on RabbitMQ.Client, as tight as we can. It has no timeouts, no
/// recovery, no dispatch, no tracing: it is the line to beat, not something to use.
/// </summary>
internal sealed class RawSubject(string url) : ISubject
{
    private RawServer? _server;
    private RawClient? _client;

    public string Name => "raw";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var factory = CreateFactory();
        var topic = $"benchmark-{Guid.NewGuid():N}";
        _server = await RawServer.StartAsync(factory, topic, topic, cancellationToken);
        _client = await RawClient.StartAsync(factory, topic, topic, cancellationToken);
    }

    public ValueTask<string> CallAsync(string payload) => _client!.CallAsync(payload);

    public async ValueTask DisposeAsync()
    {
        await (_client?.DisposeAsync() ?? default);
        await (_server?.DisposeAsync() ?? default);
    }

    private ConnectionFactory CreateFactory()
    {
        var parsed = TransportUrl.Parse(url);
        var host = parsed.Hosts.Count == 0 ? null : parsed.Hosts[0];
        return new ConnectionFactory
        {
            HostName = host?.Host ?? "localhost",
            Port = host?.Port ?? 5672,
            UserName = host?.User ?? "guest",
            Password = host?.Password ?? "guest",
            VirtualHost = string.IsNullOrEmpty(parsed.VirtualHost) ? "/" : parsed.VirtualHost,
            AutomaticRecoveryEnabled = false,
        };
    }
}

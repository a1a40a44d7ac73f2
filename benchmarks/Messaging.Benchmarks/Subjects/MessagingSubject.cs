namespace Messaging.Benchmarks.Subjects;

/// <summary>Ours, over whatever driver the URL names. Client and server have a transport each, as two processes would.</summary>
internal sealed class MessagingSubject(string name, string url, string topic, TransportOptions? options = null) : ISubject
{
    // The raw twin's server has as many handed out ahead.
    private static readonly RpcServerOptions AsTheTwin = new() { Prefetch = 256 };

    private Transport? _serverTransport;
    private Transport? _clientTransport;
    private RpcServer? _server;
    private RpcClient? _client;

    public string Name { get; } = name;

    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        _serverTransport = await Transport.OpenAsync(url, options ?? new TransportOptions(), cancellationToken);
        _server = new RpcServer(_serverTransport, new Target { Topic = topic, Server = "one" }, AsTheTwin, new EchoEndpoint());
        await _server.StartAsync(cancellationToken);
    }

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        _clientTransport = await Transport.OpenAsync(url, options ?? new TransportOptions(), cancellationToken);
        _client = new RpcClient(_clientTransport, new Target { Topic = topic });
    }

    public ValueTask<string> CallAsync(string payload) => new(_client!.CallAsync<string>(null, "echo", new { payload }));

    public async ValueTask DisposeAsync()
    {
        await (_clientTransport?.DisposeAsync() ?? default);
        await (_server?.DisposeAsync() ?? default);
        await (_serverTransport?.DisposeAsync() ?? default);
    }
}

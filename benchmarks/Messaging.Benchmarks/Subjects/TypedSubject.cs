namespace Messaging.Benchmarks.Subjects;

/// <summary>
/// Ours by a contract, over whatever driver the URL names: what <see cref="MessagingSubject"/> does, with code that was generated.
/// </summary>
internal sealed class TypedSubject(string name, string url, string topic) : ISubject
{
    // As MessagingSubject, which it is compared with.
    private static readonly RpcServerOptions AsTheTwin = new() { Prefetch = 256 };

    private Transport? _serverTransport;
    private Transport? _clientTransport;
    private RpcServer? _server;
    private IEcho? _client;

    public string Name { get; } = name;

    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        _serverTransport = await Transport.OpenAsync(url, cancellationToken);
        _server = new RpcServer(
            _serverTransport, new Target { Topic = topic, Server = "one" }, AsTheTwin, RpcEndpoint.For<IEcho>(new Mirror()));
        await _server.StartAsync(cancellationToken);
    }

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        _clientTransport = await Transport.OpenAsync(url, cancellationToken);
        _client = new RpcClient(_clientTransport, new Target { Topic = topic }).As<IEcho>();
    }

    public ValueTask<string> CallAsync(string payload) => _client!.EchoAsync(payload);

    public async ValueTask DisposeAsync()
    {
        await (_clientTransport?.DisposeAsync() ?? default);
        await (_server?.DisposeAsync() ?? default);
        await (_serverTransport?.DisposeAsync() ?? default);
    }

    private sealed class Mirror : IEcho
    {
        public ValueTask<string> EchoAsync(string payload) => new(payload);
    }
}

namespace Messaging.Benchmarks.Subjects;

/// <summary>Ours, over whatever driver the URL names. Client and server have a transport each, as two processes would.</summary>
internal sealed class MessagingSubject(string name, string url) : ISubject
{
    private Transport? _serverTransport;
    private Transport? _clientTransport;
    private RpcServer? _server;
    private RpcClient? _client;

    public string Name { get; } = name;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var target = new Target { Topic = $"benchmark-{Guid.NewGuid():N}", Server = "one" };
        _serverTransport = await Transport.OpenAsync(url, cancellationToken);
        _server = new RpcServer(_serverTransport, target, new EchoEndpoint());
        await _server.StartAsync(cancellationToken);
        _clientTransport = await Transport.OpenAsync(url, cancellationToken);
        _client = new RpcClient(_clientTransport, target with { Server = null });
    }

    public ValueTask<string> CallAsync(string payload) => new(_client!.CallAsync<string>(null, "echo", new { payload }));

    public async ValueTask DisposeAsync()
    {
        if (_clientTransport is not null)
        {
            await _clientTransport.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        if (_serverTransport is not null)
        {
            await _serverTransport.DisposeAsync();
        }
    }
}

using Messaging.Benchmarks.Measuring;

namespace Messaging.Benchmarks.Subjects.OneWay;

/// <summary>Our casts, over whatever driver the URL names.</summary>
internal sealed class MessagingCasts(string name, string url, string topic, Shape shape) : IOneWaySubject
{
    private readonly Tally _tally = new(shape.Servers());
    private readonly List<RpcServer> _servers = [];
    private Transport? _serverTransport;
    private Transport? _clientTransport;
    private RpcClient? _client;

    public string Name { get; } = name;

    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        _serverTransport = await Transport.OpenAsync(url, cancellationToken);
        for (var i = 0; i < shape.Servers(); i++)
        {
            var server = new RpcServer(
                _serverTransport, new Target { Topic = topic, Server = $"server-{i}" }, new CountingEndpoint(_tally, shape));
            _servers.Add(server);
            await server.StartAsync(cancellationToken);
        }
    }

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        _clientTransport = await Transport.OpenAsync(url, cancellationToken);
        _client = new RpcClient(_clientTransport, new Target { Topic = topic, Fanout = shape == Shape.Fanout });
    }

    public async ValueTask<string> CallAsync(string payload)
    {
        if (shape == Shape.CastUnconfirmed)
        {
            await _tally.RoomAsync();
            _client!.Cast(null, "echo", new { payload });
        }
        else
        {
            await _client!.CastAsync(null, "echo", new { payload });
        }

        _tally.OnSent();
        return payload;
    }

    public Task AllRunAsync() => _tally.AllRunAsync();

    public async ValueTask DisposeAsync()
    {
        await (_clientTransport?.DisposeAsync() ?? default);
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await (_serverTransport?.DisposeAsync() ?? default);
        _tally.Dispose();
    }
}

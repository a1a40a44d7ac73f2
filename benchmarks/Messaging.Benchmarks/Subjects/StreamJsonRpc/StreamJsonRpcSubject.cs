using System.Net;
using System.Net.Sockets;
using StreamJsonRpc;

namespace Messaging.Benchmarks.Subjects.StreamJsonRpc;

/// <summary>StreamJsonRpc over one TCP connection, with System.Text.Json and its own header-delimited frames.</summary>
internal sealed class StreamJsonRpcSubject(int port) : ISubject
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, port);
    private readonly List<IDisposable> _owned = [];
    private Task<JsonRpc>? _server;
    private JsonRpc? _client;

    public string Name => "streamjsonrpc";

    public Task ServeAsync(CancellationToken cancellationToken)
    {
        _listener.Start();
        _server = AcceptAsync();
        return Task.CompletedTask;
    }

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        _client = Speak(socket);
        _client.StartListening();
    }

    public async ValueTask<string> CallAsync(string payload) => await _client!.InvokeAsync<string>("Echo", payload);

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_server is { } server)
        {
            (await server).Dispose();
        }

        _listener.Dispose();
        _owned.ForEach(one => one.Dispose());
    }

    private async Task<JsonRpc> AcceptAsync()
    {
        var server = Speak(await _listener.AcceptSocketAsync());
        server.AddLocalRpcMethod("Echo", (string payload) => payload);
        server.StartListening();
        return server;
    }

    private JsonRpc Speak(Socket socket)
    {
        socket.NoDelay = true;
        var stream = new NetworkStream(socket, ownsSocket: true);
        var handler = new HeaderDelimitedMessageHandler(stream, stream, new SystemTextJsonFormatter());
        lock (_owned)
        {
            _owned.Add(handler);
        }

        // Without it the requests of one connection run one after another, on its reader.
        return new JsonRpc(handler) { SynchronizationContext = null };
    }
}

using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Messaging.TestKit;

/// <summary>
/// The registry of names of one <see cref="RabbitNode"/>, in the place of epmd: it tells on which port a node is found. Each node has
/// one of its own, for the usual one is shared with every other Erlang program of the machine, and so that the ways from node to node
/// can lead through proxies: what it says of another node, only this node believes.
/// </summary>
internal sealed class NodeNames : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly TcpListener _listener;
    private readonly Dictionary<string, (int Port, NetworkStream By)> _registered = [];
    private readonly Dictionary<string, int> _introduced = [];
    private readonly List<NodeNames> _others = [];
    private readonly HashSet<Socket> _open = [];
    private readonly Task _accepting;
    private uint _creation;

    private NodeNames(int port)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public static NodeNames Serve(int port) => new(port);

    /// <summary>Says where a node of another registry is found. Whoever else registers there, as rabbitmqctl does, is found as well.</summary>
    public void Introduce(string name, int port, NodeNames registry)
    {
        lock (_lock)
        {
            _introduced[name] = port;
            _others.Add(registry);
        }
    }

    /// <summary>Forgets who registered: the node is about to start, and must not find its name taken by the process that it was.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _registered.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting.WaitAsync(WaitLimit.Default);
        lock (_lock)
        {
            foreach (var socket in _open)
            {
                socket.Dispose();
            }
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync();
                lock (_lock)
                {
                    _open.Add(socket);
                }

                _ = ServeAsync(socket);
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            var length = new byte[2];
            await stream.ReadExactlyAsync(length);
            var request = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
            await stream.ReadExactlyAsync(request);
            await AnswerAsync(stream, request);
        }
        catch (Exception failure) when (failure is IOException or SocketException or ObjectDisposedException)
        {
            // Whoever asked has gone.
        }

        lock (_lock)
        {
            _open.Remove(socket);
        }
    }

    private Task AnswerAsync(NetworkStream stream, byte[] request) => (NodeNameRequest)request[0] switch
    {
        NodeNameRequest.Register => RegisterAsync(stream, request),
        NodeNameRequest.Port => stream.WriteAsync(PortOf(Encoding.UTF8.GetString(request, 1, request.Length - 1))).AsTask(),
        NodeNameRequest.Names => stream.WriteAsync(Names()).AsTask(),
        _ => Task.CompletedTask,
    };

    // port: 2 bytes, kind: 1, protocol: 1, highest and lowest version: 2 each, name: 2 and the text. The name is taken while the connection
    // lasts.
    private async Task RegisterAsync(NetworkStream stream, byte[] request)
    {
        var port = BinaryPrimitives.ReadUInt16BigEndian(request.AsSpan(1));
        var name = Encoding.UTF8.GetString(request, 11, BinaryPrimitives.ReadUInt16BigEndian(request.AsSpan(9)));
        var answer = new byte[6];
        answer[0] = (byte)NodeNameRequest.Registered;
        lock (_lock)
        {
            // Each life of a node has another number.
            BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(2), ++_creation + 3);
            _registered[name] = (port, stream);
        }

        try
        {
            await stream.WriteAsync(answer);
            while (await stream.ReadAsync(answer) > 0)
            {
                // Nothing more is said on it.
            }
        }
        finally
        {
            lock (_lock)
            {
                if (_registered.TryGetValue(name, out var current) && current.By == stream)
                {
                    _registered.Remove(name);
                }
            }
        }
    }

    private byte[] PortOf(string name)
    {
        var port = Find(name);
        if (port == 0)
        {
            return [(byte)NodeNameRequest.PortAnswer, 1];
        }

        // A visible node (77) over TCP (0), which speaks the versions 6 to 5 of the handshake.
        byte[] start = [(byte)NodeNameRequest.PortAnswer, 0, (byte)(port >> 8), (byte)port, 77, 0, 0, 6, 0, 5];
        var text = Encoding.UTF8.GetBytes(name);
        return [.. start, (byte)(text.Length >> 8), (byte)text.Length, .. text, 0, 0];
    }

    private int Find(string name)
    {
        lock (_lock)
        {
            if (_registered.TryGetValue(name, out var entry))
            {
                return entry.Port;
            }

            if (_introduced.TryGetValue(name, out var port))
            {
                return port;
            }
        }

        // All others were introduced before the first node started.
        return _others.Select(other => other.RegisteredHere(name)).FirstOrDefault(port => port != 0);
    }

    private int RegisteredHere(string name)
    {
        lock (_lock)
        {
            return _registered.GetValueOrDefault(name).Port;
        }
    }

    private byte[] Names()
    {
        lock (_lock)
        {
            var lines = string.Concat(_registered.Select(entry => $"name {entry.Key} at port {entry.Value.Port}\n"));
            var port = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(port, ((IPEndPoint)_listener.LocalEndpoint).Port);
            return [.. port, .. Encoding.UTF8.GetBytes(lines)];
        }
    }
}

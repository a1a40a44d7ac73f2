using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Messaging.Benchmarks.Subjects.Sockets;

/// <summary>
/// An echo over bare TCP sockets: the least that a round trip costs here. Each caller has a connection of its own, so no two frames
/// share a write.
/// </summary>
internal sealed class SocketSubject(int port) : ISubject
{
    private readonly ConcurrentQueue<FrameSocket> _idle = new();
    private readonly ConcurrentBag<FrameSocket> _all = [];
    private readonly IPEndPoint _address = new(IPAddress.Loopback, port);
    private Socket? _listener;

    public string Name => "socket";

    public Task ServeAsync(CancellationToken cancellationToken)
    {
        _listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(_address);
        _listener.Listen(1024);
        _ = AcceptAsync(_listener);
        return Task.CompletedTask;
    }

    public Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask<string> CallAsync(string payload)
    {
        var socket = _idle.TryDequeue(out var idle) ? idle : await AddAsync();
        await socket.SendTextAsync(payload);
        var answer = await socket.ReceiveTextAsync();
        _idle.Enqueue(socket);
        return answer;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var socket in _all)
        {
            socket.Dispose();
        }

        _listener?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task EchoAsync(Socket accepted)
    {
        using var socket = new FrameSocket(accepted);
        while (await socket.ReceiveAsync() is { IsEmpty: false } frame)
        {
            await socket.SendAsync(frame);
        }
    }

    private static async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                _ = EchoAsync(await listener.AcceptAsync());
            }
        }
        catch (SocketException)
        {
            // The benchmark is over.
        }
    }

    private async Task<FrameSocket> AddAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_address);
        var frames = new FrameSocket(socket);
        _all.Add(frames);
        return frames;
    }
}

using System.Collections.Concurrent;
using System.Text.Json;
using NetMQ;
using NetMQ.Sockets;

namespace Messaging.Drivers.ZeroMq.Tests.Interop;

/// <summary>
/// A server of one topic on a ROUTER of NetMQ. It answers <c>echo</c> with its argument, <c>late</c> the same after so many
/// milliseconds as its argument says, and any other call with a failure. It keeps casts.
/// </summary>
internal sealed class NetMqServer : IAsyncDisposable
{
    private readonly RouterSocket _socket = new();
    private readonly NetMQQueue<NetMQMessage> _outgoing = new();
    private readonly NetMQPoller _poller;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _late = [];
    private readonly string _topic;

    private NetMqServer(int port, string topic, Action<SocketOptions>? configure)
    {
        _topic = topic;
        _socket.Options.Linger = TimeSpan.Zero;
        (_socket.Options.SendHighWatermark, _socket.Options.ReceiveHighWatermark) = (0, 0);
        configure?.Invoke(_socket.Options);
        _socket.Bind($"tcp://127.0.0.1:{port}");
        _socket.ReceiveReady += (_, _) => Take(_socket.ReceiveMultipartMessage());
        _outgoing.ReceiveReady += (_, ready) => _socket.SendMultipartMessage(ready.Queue.Dequeue()!);
        _poller = [_socket, _outgoing];
        _poller.RunAsync();
    }

    /// <summary>What was cast here: the method, its arguments, and whether to all.</summary>
    public Journal<(string? Method, JsonElement Arguments, bool IsFanout)> Casts { get; } = new();

    public static NetMqServer Start(int port, string topic, Action<SocketOptions>? configure = null) => new(port, topic, configure);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _poller.Dispose();
        await Task.WhenAll(_late);
        _outgoing.Dispose();
        _socket.Dispose();
        _end.Dispose();
    }

    private void Take(NetMQMessage message)
    {
        var (client, header, body) = (message[0].ToByteArray(), message[1].ToByteArray(), message[2].ToByteArray());
        var id = NetMqWire.IdOf(header);
        switch (NetMqWire.TypeOf(header))
        {
            case NetMqWire.Hello:
                Send(client, NetMqWire.Header(NetMqWire.Announce), Announcement());
                break;
            case NetMqWire.Call or NetMqWire.Cast or NetMqWire.Fanout when NetMqWire.TargetOf(header) != (_topic, ""):
                Send(client, NetMqWire.Header(NetMqWire.Refused, id, NetMqWire.Nobody), []);
                break;
            case NetMqWire.Call:
                Answer(client, id, JsonElement.Parse(body));
                break;
            case NetMqWire.Cast or NetMqWire.Fanout:
                var cast = JsonElement.Parse(body);
                var isFanout = NetMqWire.TypeOf(header) == NetMqWire.Fanout;
                Casts.Add((cast.GetProperty("method").GetString(), cast.GetProperty("args"), isFanout));
                Send(client, NetMqWire.Header(NetMqWire.Accepted, id), []);
                break;
        }
    }

    private void Answer(byte[] client, byte[] id, JsonElement message)
    {
        var value = message.GetProperty("args").TryGetProperty("value", out var given) ? given : default(JsonElement?);
        switch (message.GetProperty("method").GetString())
        {
            case "echo":
                Reply(value, null);
                break;
            case "late":
                _late.Add(ReplyLateAsync(TimeSpan.FromMilliseconds(value!.Value.GetInt32())));
                break;
            case var method:
                Reply(null, Failure($"no {method}"));
                break;
        }

        async Task ReplyLateAsync(TimeSpan wait)
        {
            await Task.Delay(wait, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_end.IsCancellationRequested)
            {
                Reply(value, null);
            }
        }

        void Reply(JsonElement? result, string? failure) => Send(
            client, NetMqWire.Header(NetMqWire.Reply, id),
            NetMqWire.Json(new { result, failure, ending = true, _msg_id = message.GetProperty("_msg_id").GetString() }));
    }

    private static string Failure(string message) =>
        JsonSerializer.Serialize(new { @class = "ValueError", module = "builtins", message, tb = Array.Empty<string>() });

    private byte[] Announcement() => NetMqWire.Json(
        new { node = "netmq", load = 0, serves = new[] { new { exchange = NetMqWire.Exchange, topic = _topic, servers = 1 } } });

    // The socket is the poller's thread's alone.
    private void Send(byte[] client, byte[] header, byte[] body)
    {
        var message = new NetMQMessage();
        message.Append(client);
        message.Append(header);
        message.Append(body);
        _outgoing.Enqueue(message);
    }
}

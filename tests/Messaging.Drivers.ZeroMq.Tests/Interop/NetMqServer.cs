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
    private readonly NetMQPoller _poller = [];
    private readonly string _topic;

    private NetMqServer(int port, string topic, Action<SocketOptions>? configure)
    {
        _topic = topic;
        _socket.Options.Linger = TimeSpan.Zero;
        (_socket.Options.SendHighWatermark, _socket.Options.ReceiveHighWatermark) = (0, 0);
        configure?.Invoke(_socket.Options);
        _socket.Bind($"tcp://127.0.0.1:{port}");
        _socket.ReceiveReady += (_, _) => Take(_socket.ReceiveMultipartMessage());
        _poller.Add(_socket);
        _poller.RunAsync();
    }

    /// <summary>What was cast here: the method, its arguments, and whether to all.</summary>
    public Journal<(string? Method, JsonElement Arguments, bool IsFanout)> Casts { get; } = new();

    public static NetMqServer Start(int port, string topic, Action<SocketOptions>? configure = null) => new(port, topic, configure);

    public ValueTask DisposeAsync()
    {
        _poller.Dispose();
        _socket.Dispose();
        return default;
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
                Casts.Add((cast.GetProperty("method").GetString(), cast.GetProperty("args"), NetMqWire.TypeOf(header) == NetMqWire.Fanout));
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
                var timer = new NetMQTimer(value!.Value.GetInt32());
                timer.Elapsed += (_, _) =>
                {
                    _poller.Remove(timer);
                    Reply(value, null);
                };
                _poller.Add(timer);
                break;
            case var method:
                Reply(null, JsonSerializer.Serialize(new { @class = "ValueError", module = "builtins", message = $"no {method}", tb = Array.Empty<string>() }));
                break;
        }

        void Reply(JsonElement? result, string? failure) => Send(
            client, NetMqWire.Header(NetMqWire.Reply, id),
            NetMqWire.Json(new { result, failure, ending = true, _msg_id = message.GetProperty("_msg_id").GetString() }));
    }

    private byte[] Announcement() => NetMqWire.Json(
        new { node = "netmq", load = 0, serves = new[] { new { exchange = NetMqWire.Exchange, topic = _topic, servers = 1 } } });

    private void Send(byte[] client, byte[] header, byte[] body) => _socket.SendMoreFrame(client).SendMoreFrame(header).SendFrame(body);
}

using System.Collections.Concurrent;
using System.Text.Json;
using Messaging.DriverContract;
using NetMQ;
using NetMQ.Sockets;

namespace Messaging.Drivers.ZeroMq.Tests.Interop;

/// <summary>A client of one topic on a DEALER of NetMQ.</summary>
internal sealed class NetMqClient : IAsyncDisposable
{
    private readonly DealerSocket _socket = new();
    private readonly NetMQQueue<NetMQMessage> _outgoing = new();
    private readonly NetMQPoller _poller;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _waiting = new();
    private readonly string _topic;
    private readonly string _replyTo = Guid.NewGuid().ToString("N");

    private NetMqClient(int port, string topic, Action<SocketOptions>? configure)
    {
        _topic = topic;
        _socket.Options.Linger = TimeSpan.Zero;
        (_socket.Options.SendHighWatermark, _socket.Options.ReceiveHighWatermark) = (0, 0);
        configure?.Invoke(_socket.Options);
        _socket.Connect($"tcp://127.0.0.1:{port}");
        _socket.ReceiveReady += (_, _) => Take(_socket.ReceiveMultipartMessage());
        _outgoing.ReceiveReady += (_, ready) => _socket.SendMultipartMessage(ready.Queue.Dequeue()!);
        _poller = [_socket, _outgoing];
        _poller.RunAsync();
    }

    /// <summary>What servers have announced.</summary>
    public Journal<JsonElement> Announced { get; } = new();

    public static NetMqClient Connect(int port, string topic, Action<SocketOptions>? configure = null) => new(port, topic, configure);

    /// <summary>Says who it is, which has to come first on each connection, and waits for the announcement.</summary>
    public async Task GreetAsync()
    {
        var before = Announced.Entries.Count;
        Send(NetMqWire.Header(NetMqWire.Hello), NetMqWire.Json(new { reply_to = _replyTo, name = "netmq" }));
        await Announced.WaitForAsync(_ => Announced.Entries.Count > before, "the announcement");
    }

    /// <summary>Calls, and returns the result.</summary>
    /// <exception cref="InvalidOperationException">The server refused, with the reason, or the method failed, with its words.</exception>
    public Task<JsonElement> CallAsync(string method, object arguments, string? topic = null) =>
        AskAsync(NetMqWire.Call, method, arguments, topic);

    /// <summary>Casts, and returns when the server has it.</summary>
    public Task CastAsync(string method, object arguments, byte type = NetMqWire.Cast) => AskAsync(type, method, arguments, null);

    public ValueTask DisposeAsync()
    {
        _poller.Dispose();
        _outgoing.Dispose();
        _socket.Dispose();
        return default;
    }

    private Task<JsonElement> AskAsync(byte type, string method, object arguments, string? topic)
    {
        var id = Guid.NewGuid().ToByteArray();
        var name = Convert.ToHexStringLower(id);
        var waiting = _waiting[name] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var body = new Dictionary<string, object?>
        {
            ["method"] = method, ["args"] = arguments, ["version"] = "1.0", ["_unique_id"] = Guid.NewGuid().ToString("N"),
        };
        if (type == NetMqWire.Call)
        {
            (body["_msg_id"], body["_reply_q"], body["_timeout"]) = (name, _replyTo, null);
        }

        Send(NetMqWire.Request(type, id, topic ?? _topic), NetMqWire.Json(body));
        return waiting.Task.WithinLimit();
    }

    private void Send(byte[] header, byte[] body)
    {
        var message = new NetMQMessage();
        message.Append(header);
        message.Append(body);
        _outgoing.Enqueue(message);
    }

    private void Take(NetMQMessage message)
    {
        var (header, body) = (message[0].ToByteArray(), message[1].ToByteArray());
        var type = NetMqWire.TypeOf(header);
        if (type == NetMqWire.Announce)
        {
            Announced.Add(JsonElement.Parse(body));
            return;
        }

        var reply = type == NetMqWire.Reply ? JsonElement.Parse(body) : default;
        if (type == NetMqWire.Reply && reply.TryGetProperty("ending", out var ending) && !ending.GetBoolean())
        {
            return;
        }

        _waiting.Remove(Convert.ToHexStringLower(NetMqWire.IdOf(header)), out var waiting);
        if (type == NetMqWire.Refused)
        {
            waiting?.SetException(new InvalidOperationException($"refused: {NetMqWire.ReasonOf(header)}"));
        }
        else if (type == NetMqWire.Reply && reply.TryGetProperty("failure", out var failure) && failure.ValueKind != JsonValueKind.Null)
        {
            waiting?.SetException(new InvalidOperationException($"failed: {failure}"));
        }
        else
        {
            waiting?.SetResult(type == NetMqWire.Reply ? reply.GetProperty("result") : default);
        }
    }
}

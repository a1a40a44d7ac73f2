using Messaging.Drivers.Thrift.Messages;
using Messaging.Drivers.Thrift.Wire;
using Thrift.Protocol;
using Thrift.Protocol.Entities;
using Thrift.Protocol.Utilities;

namespace Messaging.Drivers.Thrift.Calling;

/// <summary>A connection to a server: sends calls, and matches each answer to its call by the sequence number.</summary>
internal sealed class ServerConnection : IAsyncDisposable
{
    private readonly MessageChannel _channel;
    private readonly bool _isPipelined;
    private readonly Action<ServerConnection, string, int> _onClosed;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<int, PendingCall> _pending = [];
    private Task _reading = Task.CompletedTask;
    private Exception? _closed;
    private int _number;

    /// <param name="channel">The connection; owned.</param>
    /// <param name="host">The name of the server in error messages.</param>
    /// <param name="isPipelined">Whether several calls may be in flight and be answered in any order.</param>
    /// <param name="onClosed">Called when the connection ends, with the reason and the number of calls in flight.</param>
    public ServerConnection(MessageChannel channel, string host, bool isPipelined, Action<ServerConnection, string, int> onClosed)
    {
        _channel = channel;
        Host = host;
        _isPipelined = isPipelined;
        _onClosed = onClosed;
    }

    public string Host { get; }

    public bool IsOpen => Volatile.Read(ref _closed) is null;

    public void Start()
    {
        using (ExecutionContext.SuppressFlow())
        {
            _reading = Task.Run(ReadAsync);
        }
    }

    /// <summary>Sends a call and waits for its answer.</summary>
    /// <returns>The answer; null for a oneway call.</returns>
    /// <exception cref="ConnectionLostException">The connection ended first.</exception>
    /// <exception cref="SerializationException">The call cannot be written, or its answer cannot be read.</exception>
    /// <exception cref="DeliveryException">The call is too large.</exception>
    public async Task<Reply?> AskAsync(OutgoingCall call, MessageId id, CancellationToken cancellationToken)
    {
        var pending = call.Method.IsOneway ? null : new AwaitedCall(call.Method, id);
        var number = NextNumber();
        try
        {
            // A pipelined connection is shared: a caller that gives up must not cut off a message halfway through.
            await SendAsync(call, pending, number, _isPipelined ? CancellationToken.None : cancellationToken).ConfigureAwait(false);
            return pending is null ? null : await pending.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Forget(number);
            pending?.Forget();
        }
    }

    /// <summary>Sends a call; its answer goes to the pending call.</summary>
    /// <exception cref="ConnectionLostException">The connection has ended.</exception>
    /// <exception cref="SerializationException">The call cannot be written.</exception>
    /// <exception cref="DeliveryException">The call is too large.</exception>
    public async ValueTask SendAsync(OutgoingCall call, PendingCall? pending, int number, CancellationToken cancellationToken = default)
    {
        using var message = _channel.CreateMessage();
        await call.WriteAsync(message, _channel.Dialect, _channel.Limits, number).ConfigureAwait(false);
        CheckSize(call, message.Length);
        var isOnly = pending is not null && Register(pending, number);
        try
        {
            await _channel.SendAsync(message, cancellationToken, isOnly).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw Close(new ConnectionLostException($"The connection to {Host} was lost: {e.Message}", e));
        }
    }

    /// <summary>The number of the next call.</summary>
    public int NextNumber() => Interlocked.Increment(ref _number) & int.MaxValue;

    /// <summary>Forgets the call with a number, because its caller no longer waits.</summary>
    public void Forget(int number)
    {
        lock (_lock)
        {
            _pending.Remove(number);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Close(new ConnectionLostException($"The connection to {Host} was closed."));
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _channel.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <returns>Whether no other call is in flight.</returns>
    private bool Register(PendingCall pending, int number)
    {
        lock (_lock)
        {
            if (_closed is not null)
            {
                throw new ConnectionLostException(_closed.Message, _closed);
            }

            _pending.Add(number, pending);
            return _pending.Count == 1;
        }
    }

    private void CheckSize(OutgoingCall call, int size)
    {
        var most = _channel.Dialect.IsFramed ? _channel.Limits.MaxFrameSize : _channel.Limits.MaxMessageSize;
        if (size > most)
        {
            throw new DeliveryException($"'{call.Method.Name}' has {size} bytes, but only {most} are allowed (max_frame_size, "
                + "TransportOptions.MaxMessageSize).", isTransient: false);
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _channel.WaitAsync(_stop.Token).ConfigureAwait(false))
            {
                var message = await _channel.BeginReadAsync(_stop.Token).ConfigureAwait(false);
                await ReadAnswerAsync(message).ConfigureAwait(false);
                _channel.EndRead();
            }

            Close(new ConnectionLostException($"The server at {Host} closed the connection. {Hint}"));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException && e is not EndOfStreamException)
        {
            Close(new ConnectionLostException($"The connection to {Host} was lost: {e.Message}", e));
        }
        catch (Exception e)
        {
            // A decoder may throw anything when the bytes are not a valid message.
            Close(new SerializationException($"The answer of the server at {Host} cannot be read: {WireException.From(e).Message}. {Hint}", e));
        }
    }

    private string Hint => $"We speak {_channel.Dialect}: if this happens each time, check protocol and transport in the URL.";

    private async Task ReadAnswerAsync(TProtocol message)
    {
        var head = await message.ReadMessageBeginAsync(_stop.Token).ConfigureAwait(false);
        if (head.Type is not (TMessageType.Reply or TMessageType.Exception))
        {
            throw new WireException($"it sent a message of the type {(int)head.Type}, which is not an answer");
        }

        PendingCall? pending;
        lock (_lock)
        {
            if (!_pending.TryGetValue(head.SeqID, out pending) && !_isPipelined && head.Type == TMessageType.Exception)
            {
                // A server that could not read the call does not know its sequence number.
                pending = _pending.Values.FirstOrDefault();
            }
        }

        if (pending is null && !_isPipelined)
        {
            throw new WireException($"it answered the call with the number {head.SeqID}, which nobody waits for");
        }

        if (pending is null)
        {
            await TProtocolUtil.SkipAsync(message, TType.Struct, _stop.Token).ConfigureAwait(false);
            await message.ReadMessageEndAsync(_stop.Token).ConfigureAwait(false);
            return;
        }

        var (reply, fault) = await ReplyReader.ReadAsync(message, head, pending.Method, pending.Id, _stop.Token).ConfigureAwait(false);
        if (reply is null)
        {
            pending.Fail(new SerializationException(
                $"The answer of the server at {Host} to '{pending.Method.Name}' does not fit: {fault}. Its .thrift file may differ from "
                    + "ours."));
        }
        else
        {
            pending.Complete(reply);
        }
    }

    /// <summary>Fails every pending call. When closed more than once, the first reason is kept.</summary>
    private Exception Close(Exception reason)
    {
        PendingCall[] pending;
        lock (_lock)
        {
            if (_closed is not null)
            {
                return _closed;
            }

            _closed = reason;
            pending = [.. _pending.Values];
            _pending.Clear();
        }

        _onClosed(this, reason.Message, pending.Length);
        foreach (var call in pending)
        {
            call.Fail(reason);
        }

        _stop.Cancel();
        return reason;
    }
}

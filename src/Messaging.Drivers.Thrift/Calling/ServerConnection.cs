using Messaging.Drivers.Thrift.Messages;
using Messaging.Drivers.Thrift.Wire;
using Thrift.Protocol;
using Thrift.Protocol.Entities;
using Thrift.Protocol.Utilities;

namespace Messaging.Drivers.Thrift.Calling;

/// <summary>A connection to a server: sends calls, and gives each answer to the call with its number.</summary>
/// <param name="channel">The connection; owned.</param>
/// <param name="host">The name of the server in errors.</param>
/// <param name="isPipelined">Whether several calls may be in flight, whose answers come in any order.</param>
/// <param name="onClosed">Called when the connection ends, with the reason and the number of its calls.</param>
internal sealed class ServerConnection(
    MessageChannel channel, string host, bool isPipelined, Action<ServerConnection, string, int> onClosed) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<int, PendingCall> _pending = [];
    private Task _reading = Task.CompletedTask;
    private Exception? _closed;
    private int _number;

    public string Host { get; } = host;

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
            // Many calls share a pipelined connection: when one of them gives up, it must not cut a message in two.
            await SendAsync(call, pending, number, isPipelined ? CancellationToken.None : cancellationToken).ConfigureAwait(false);
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
        using var message = channel.CreateMessage();
        await call.WriteAsync(message, channel.Dialect, channel.Limits, number).ConfigureAwait(false);
        CheckSize(call, message.Length);
        var isOnly = pending is not null && Register(pending, number);
        try
        {
            await channel.SendAsync(message, cancellationToken, isOnly).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw Close(new ConnectionLostException($"The connection to {Host} was lost: {e.Message}", e));
        }
    }

    /// <summary>The number of the next call.</summary>
    public int NextNumber() => Interlocked.Increment(ref _number) & int.MaxValue;

    /// <summary>Nobody waits any more for the answer with this number.</summary>
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
        await channel.DisposeAsync().ConfigureAwait(false);
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
        var most = channel.Dialect.IsFramed ? channel.Limits.MaxFrameSize : channel.Limits.MaxMessageSize;
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
            while (await channel.WaitAsync(_stop.Token).ConfigureAwait(false))
            {
                var message = await channel.BeginReadAsync(_stop.Token).ConfigureAwait(false);
                await ReadAnswerAsync(message).ConfigureAwait(false);
                channel.EndRead();
            }

            Close(new ConnectionLostException($"The server at {Host} closed the connection. {Hint}"));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException
            && e is not EndOfStreamException)
        {
            Close(new ConnectionLostException($"The connection to {Host} was lost: {e.Message}", e));
        }
        catch (Exception e)
        {
            // Whatever a decoder throws for bytes that are not a message.
            Close(new SerializationException(
                $"The answer of the server at {Host} cannot be read: {WireException.From(e).Message}. {Hint}", e));
        }
    }

    private string Hint => $"We speak {channel.Dialect}: if that happens each time, check protocol and transport in the URL.";

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
            if (!_pending.TryGetValue(head.SeqID, out pending) && !isPipelined && head.Type == TMessageType.Exception)
            {
                // A server that could not read the call does not know its sequence number.
                pending = _pending.Values.FirstOrDefault();
            }
        }

        if (pending is null && !isPipelined)
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

    /// <summary>Ends every waiting call; the first reason is kept.</summary>
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

        onClosed(this, reason.Message, pending.Length);
        foreach (var call in pending)
        {
            call.Fail(reason);
        }

        _stop.Cancel();
        return reason;
    }
}

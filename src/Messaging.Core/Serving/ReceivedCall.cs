using Messaging.Contracts;
using Messaging.Diagnostics;
using Messaging.Drivers;
using Messaging.Serialization;

namespace Messaging.Serving;

/// <summary>A received request, and the way back to its caller: the reply, and keep-alives until then.</summary>
internal abstract class ReceivedCall(ServerLoop server, IncomingMessage message, Request request) : RpcInvocation
{
    private readonly long _arrived = server.Transport.TimeProvider.GetTimestamp();
    private readonly TimeSpan _timeToLive = message.TimeToLive ?? Timeout.InfiniteTimeSpan;
    private MessageBuffer? _reply;
    private CallHeartbeat? _heartbeat;

    public ServerLoop Server { get; } = server;

    public IncomingMessage Message { get; } = message;

    /// <summary>The request. Empty once the call is over: code that a method left running may still ask.</summary>
    public Request Request { get; private set; } = request;

    /// <summary>When the caller stops waiting, as far as the server knows: its clock starts with the arrival of the message.</summary>
    public Deadline Deadline => new(Server.Transport.TimeProvider, _arrived, _timeToLive);

    public MessageId Key => Request.Key;

    /// <summary>The key of a kept answer.</summary>
    public AnsweredCall Identity => new(Request.Key, Request.CallKey, Request.ReplyTo, Request.Method);

    public override Target Target => Server.Target;

    public override CallerIdentity? Caller => Message.Caller;

    /// <summary>The serializer of the arguments and the result.</summary>
    protected abstract JsonPayloadSerializer Serializer { get; }

    /// <summary>The exceptions that the method declares.</summary>
    protected abstract IReadOnlyList<RpcThrown> Throws { get; }

    /// <summary>Whether the caller has stopped waiting, or soon will: its clock started before ours.</summary>
    public bool IsLate => Deadline.IsPast;

    public void WriteResult<T>(T result)
    {
        if (Server.Options.EntitySerializer is { } entities)
        {
            WriteEntity(entities, Server.Transport.Serializer.ResultToValue(result, Request.Method));
            return;
        }

        ReplyWriter.WriteResult(
            RestartReply(),
            Message.ReplyFormat,
            Request.MessageIdText,
            (Serializer, Value: result, Request.Method),
            static (writer, state) => state.Serializer.WriteResult(writer, state.Value, state.Method));
    }

    public void WriteNull()
    {
        if (Server.Options.EntitySerializer is { } entities)
        {
            WriteEntity(entities, RpcValue.Null);
            return;
        }

        ReplyWriter.WriteResult<object?>(RestartReply(), Message.ReplyFormat, Request.MessageIdText, null, null);
    }

    public void WriteFailure(Exception error, bool isRefusal)
    {
        var names = Server.Transport.RemoteExceptions;
        var declared = isRefusal ? null : RpcThrown.Describe(Throws, error, Serializer, names);
        using var failure = MessageBuffer.Rent();
        FailureWriter.Write(failure, error, names, Server.Options.SendTraces && !isRefusal, isRefusal, declared);
        ReplyWriter.WriteFailure(RestartReply(), Message.ReplyFormat, Request.MessageIdText, failure);
    }

    /// <summary>Uses a reply as it was sent before.</summary>
    public void WriteAgain(ReadOnlySpan<byte> answer) => RestartReply().Write(answer);

    /// <summary>Sends the reply that was written. A caller that no longer waits gets nothing; a reply that cannot be sent is
    /// logged.</summary>
    public async Task SendReplyAsync()
    {
        await StopHeartbeatAsync().ConfigureAwait(false);
        if (_reply is not null && Request.IsIdempotent)
        {
            Server.Answers.Keep(Identity, _reply.WrittenSpan);
        }

        if (_reply is null || IsLate)
        {
            return;
        }

        if (await TrySendReplyAsync(_reply).ConfigureAwait(false) is { } tooLarge)
        {
            // Instead, so that the caller does not wait for a reply that cannot come.
            WriteFailure(tooLarge, isRefusal: true);
            if (await TrySendReplyAsync(_reply).ConfigureAwait(false) is { } error)
            {
                MessagingLog.ReplyFailed(Server.Logger, Method, error);
            }
        }
    }

    /// <summary>Sends a keep-alive, and returns whether that worked.</summary>
    public async Task<bool> SendHeartbeatAsync()
    {
        try
        {
            using var body = MessageBuffer.Rent();
            ReplyWriter.WriteHeartbeat(body, Message.ReplyFormat, Request.MessageIdText);
            await Message.ReplyAsync(Request.ReplyTo!, body.WrittenMemory, Deadline, CancellationToken.None).ConfigureAwait(false);
            return !IsLate;
        }
        catch (Exception e)
        {
            MessagingLog.HeartbeatFailed(Server.Logger, Method, e);
            return false;
        }
    }

    public Task StopHeartbeatAsync() => _heartbeat?.StopAsync() ?? Task.CompletedTask;

    protected void StartHeartbeat() => _heartbeat = CallHeartbeat.Start(this);

    /// <summary>Returns the memory of the request and of the reply.</summary>
    protected void Release()
    {
        _reply?.Dispose();
        var request = Request;
        Request = Request.Disposed;
        request.Dispose();
        Message.ReleaseBody();
    }

    private void WriteEntity(EntitySerializer entities, RpcValue result) => ReplyWriter.WriteResult(
        RestartReply(), Message.ReplyFormat, Request.MessageIdText, entities.SerializeEntity(Context, result),
        static (writer, value) => RpcValueConverter.Write(writer, value));

    /// <summary>Sends a reply. One that cannot be sent is logged.</summary>
    /// <returns>What to tell the caller when the reply is too large; null otherwise.</returns>
    private async Task<MessageTooLargeException?> TrySendReplyAsync(MessageBuffer reply)
    {
        try
        {
            await Message.ReplyAsync(Request.ReplyTo!, reply.WrittenMemory, Deadline, CancellationToken.None).ConfigureAwait(false);
        }
        catch (MessageTooLargeException e)
        {
            MessagingLog.ReplyTooLarge(Server.Logger, Method, e.Message);
            return OversizedMessage.OfReply(Method, e);
        }
        catch (Exception e)
        {
            MessagingLog.ReplyFailed(Server.Logger, Method, e);
        }

        return null;
    }

    private MessageBuffer RestartReply()
    {
        _reply ??= MessageBuffer.Rent();
        _reply.Truncate(0);
        return _reply;
    }
}

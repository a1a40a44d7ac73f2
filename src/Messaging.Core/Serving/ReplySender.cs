using Messaging.Diagnostics;
using Messaging.Drivers;
using Messaging.Serialization;

namespace Messaging.Serving;

/// <summary>The way back to the caller of one call: the reply, and signs of life until then.</summary>
internal sealed class ReplySender(ServingCall call) : IDisposable
{
    private MessageBuffer? _body;
    private CallHeartbeat? _heartbeat;

    public void StartHeartbeat() => _heartbeat = CallHeartbeat.Start(call);

    public void WriteResult<T>(T result)
    {
        var body = Restart();
        ReplyWriter.WriteResult(
            body,
            call.Message.ReplyFormat,
            call.Request.MessageIdText,
            (call.Server.Transport.Serializer, Value: result, call.Request.Method),
            static (writer, state) => state.Serializer.WriteResult(writer, state.Value, state.Method));
    }

    public void WriteNull() => ReplyWriter.WriteResult<object?>(Restart(), call.Message.ReplyFormat, call.Request.MessageIdText, null, null);

    public void WriteFailure(Exception error, bool isRefusal)
    {
        using var failure = MessageBuffer.Rent();
        FailureWriter.Write(failure, error, call.Server.Transport.RemoteExceptions, call.Server.Options.SendTraces && !isRefusal, isRefusal);
        ReplyWriter.WriteFailure(Restart(), call.Message.ReplyFormat, call.Request.MessageIdText, failure);
    }

    /// <summary>Takes a reply as it was sent before.</summary>
    public void Write(ReadOnlySpan<byte> answer) => Restart().Write(answer);

    /// <summary>Sends what was written. A caller that no longer waits gets nothing; a reply that cannot be sent is logged.</summary>
    public async Task SendAsync()
    {
        await StopHeartbeatAsync().ConfigureAwait(false);
        if (_body is not null && call.Request.IsIdempotent)
        {
            call.Server.Answers.Keep(call.Key, _body.WrittenSpan);
        }

        if (_body is null || call.IsLate)
        {
            return;
        }

        try
        {
            await call.Message.ReplyAsync(call.Request.ReplyTo!, _body.WrittenMemory, call.Deadline, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            MessagingLog.ReplyFailed(call.Server.Logger, call.Request.Method, e);
        }
    }

    /// <summary>Sends a sign of life, and returns whether that worked.</summary>
    public async Task<bool> SendHeartbeatAsync()
    {
        try
        {
            using var body = MessageBuffer.Rent();
            ReplyWriter.WriteHeartbeat(body, call.Message.ReplyFormat, call.Request.MessageIdText);
            await call.Message.ReplyAsync(call.Request.ReplyTo!, body.WrittenMemory, call.Deadline, CancellationToken.None).ConfigureAwait(false);
            return !call.IsLate;
        }
        catch (Exception e)
        {
            MessagingLog.HeartbeatFailed(call.Server.Logger, call.Request.Method, e);
            return false;
        }
    }

    public Task StopHeartbeatAsync() => _heartbeat?.StopAsync() ?? Task.CompletedTask;

    public void Dispose() => _body?.Dispose();

    private MessageBuffer Restart()
    {
        _body ??= MessageBuffer.Rent();
        _body.Truncate(0);
        return _body;
    }
}

using Messaging.Drivers.Thrift.Messages;
using Messaging.Drivers.Thrift.Wire;
using Thrift;

namespace Messaging.Drivers.Thrift.Serving;

/// <summary>A call from its arrival to its answer, of which there is exactly one.</summary>
/// <param name="call">The call.</param>
/// <param name="line">The way back.</param>
/// <param name="limits">The limits on the nesting and size of answers.</param>
internal sealed class ServedCall(IncomingCall call, IAnswerLine line, TConfiguration limits)
{
    private int _isAnswered;

    public IncomingCall Call => call;

    /// <summary>Answers with a reply of Core's.</summary>
    /// <exception cref="SerializationException">The result is not what the method declares: the client got an error instead.</exception>
    /// <exception cref="DeliveryException">The client has left.</exception>
    public async Task AnswerAsync(RpcValue body)
    {
        if (!body["ending"].GetBoolean() || !TryAnswer())
        {
            return;
        }

        try
        {
            using var message = MessageChannel.CreateMessage(line.Dialect);
            var unfit = await ReplyWriter.WriteAsync(message, line.Dialect, limits, call, body).ConfigureAwait(false);
            unfit ??= await LimitAsync(message).ConfigureAwait(false);
            await line.SendAsync(message).ConfigureAwait(false);
            if (unfit is not null)
            {
                throw unfit;
            }
        }
        finally
        {
            line.OnDone(call);
        }
    }

    /// <summary>Answers with Thrift's own error, unless the call was answered or has no answer.</summary>
    /// <exception cref="DeliveryException">The client has left.</exception>
    public async Task RefuseAsync(Refusal refusal)
    {
        if (!TryAnswer())
        {
            return;
        }

        try
        {
            if (!call.IsOneway)
            {
                using var message = MessageChannel.CreateMessage(line.Dialect);
                await ReplyWriter.WriteAsync(message, line.Dialect, limits, call, refusal).ConfigureAwait(false);
                await line.SendAsync(message).ConfigureAwait(false);
            }
        }
        finally
        {
            line.OnDone(call);
        }
    }

    /// <summary>A oneway call was settled.</summary>
    public void EndOneway()
    {
        if (call.IsOneway && TryAnswer())
        {
            line.OnDone(call);
        }
    }

    private bool TryAnswer() => Interlocked.Exchange(ref _isAnswered, 1) == 0;

    /// <summary>Refuses to send a frame that its client would refuse.</summary>
    private async Task<SerializationException?> LimitAsync(MessageBuffer message)
    {
        var most = line.Dialect.IsFramed ? limits.MaxFrameSize : limits.MaxMessageSize;
        if (message.Length <= most)
        {
            return null;
        }

        var words = $"The answer to '{call.WireName}' has {message.Length} bytes, but only {most} are allowed (max_frame_size, "
            + "TransportOptions.MaxMessageSize).";
        message.Truncate(line.Dialect.IsFramed ? sizeof(int) : 0);
        await ReplyWriter.WriteAsync(
            message, line.Dialect, limits, call, new Refusal(TApplicationException.ExceptionType.InternalError, words))
            .ConfigureAwait(false);
        return new SerializationException(words);
    }
}

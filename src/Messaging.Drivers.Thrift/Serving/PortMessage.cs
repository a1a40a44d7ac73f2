using Messaging.Drivers.Thrift.Messages;
using Thrift;

namespace Messaging.Drivers.Thrift.Serving;

/// <summary>A call while it waits for a server of its topic, and then in the server's hands.</summary>
internal sealed class PortMessage(
    ServedCall call, MessageBuffer body, Deadline expiry, BackgroundWork running) : QueuedMessage(body, expiry)
{
    public override MessageId? CallId => call.Call.Id;

    public override Task ReplyAsync(string replyTo, ReadOnlyMemory<byte> body, Deadline deadline, CancellationToken cancellationToken) =>
        call.AnswerAsync(RpcValue.Parse(body.Span));

    public override void Acknowledge()
    {
        base.Acknowledge();
        call.EndOneway();
    }

    public override void Reject(string reason)
    {
        base.Reject(reason);
        running.Add(call.RefuseAsync(new Refusal(
            TApplicationException.ExceptionType.InternalError, $"'{call.Call.WireName}' cannot be run: {reason}")));
    }
}

using Messaging.Drivers.ZeroMq.Diagnostics;
using Messaging.Drivers.ZeroMq.Messages;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.ZeroMq.Calling;

/// <summary>A cast in flight: its sender waits until a server has accepted it.</summary>
internal sealed class CastShipment(OutgoingMessage message, MessageId id, MessageType type, string exchange, ILogger logger)
    : Shipment(message, id, type, exchange)
{
    private readonly TaskCompletionSource _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Accepted => _accepted.Task;

    public override bool IsEnded => _accepted.Task.IsCompleted;

    public void Accept() => _accepted.TrySetResult();

    public override void Fail(Exception error) => _accepted.TrySetException(error);

    public override void FailForNobody(string? diagnosis)
    {
        if (Refusal is null || Message.Mandatory)
        {
            base.FailForNobody(diagnosis);
        }
        else
        {
            // As with a broker, the cast is dropped: every server was asked, and none serves the topic.
            ZeroMqLog.CastVanished(logger, Message.Target.Topic, Message.Method);
            Accept();
        }
    }
}

using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace Messaging.Drivers.Amqp1.Sending;

/// <summary>Interprets the outcome of a message that we sent.</summary>
internal static class SendVerdict
{
    /// <summary>Whether the message was unroutable: nothing is bound there, or the exchange does not exist.</summary>
    public static bool IsUnroutable(Outcome outcome) =>
        outcome is Released || (outcome is Rejected { Error.Condition: { } condition } && condition.Equals((Symbol)ErrorCode.NotFound));

    /// <summary>The error of a message that was routable, but that the broker did not accept.</summary>
    public static DeliveryException Refusal(Outcome outcome, string what)
    {
        var error = (outcome as Rejected)?.Error;
        var reason = error is null ? "it gives no reason; its queue may be full" : $"{error.Condition}: {error.Description}";
        var isForGood = error?.Condition is { } condition
            && (condition.Equals((Symbol)ErrorCode.UnauthorizedAccess) || condition.Equals((Symbol)ErrorCode.NotAllowed)
                || condition.Equals((Symbol)ErrorCode.MessageSizeExceeded));
        return new DeliveryException($"The broker did not accept {what} ({reason}).", isTransient: !isForGood);
    }
}

using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace Messaging.Drivers.Amqp1.Sending;

/// <summary>What an outcome means for a message of ours.</summary>
internal static class SendVerdict
{
    /// <summary>Whether no queue took the message: nothing is bound there, or the exchange is not there.</summary>
    public static bool IsUnroutable(Outcome outcome) =>
        outcome is Released || (outcome is Rejected { Error.Condition: { } condition } && condition.Equals((Symbol)ErrorCode.NotFound));

    /// <summary>The error of a message that the broker did not take, though somebody is there for it.</summary>
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

using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Verdicts;

namespace Messaging.Drivers.Rabbit.Calling;

/// <summary>What a call ends with that did not get there, or whose reply did not; and what is said of one that is sent again instead.</summary>
internal static class CallErrors
{
    public const string NobodyServed = "no queue took it at first, because nobody served its target.";

    /// <summary>Why a call is sent again, in words that end a sentence.</summary>
    public static string WhyAgain(in Setback setback) => setback switch
    {
        { Outcome: SendOutcome.Returned } => NobodyServed,
        { End: { } end } => end.IsRefusal ? $"the broker closed the channel ({end.Reason})." : $"the connection was lost ({end.Reason}).",
        _ => "the broker could not accept it at first.",
    };

    /// <summary>The error of a call that the broker did not take.</summary>
    /// <param name="setback">What became of it.</param>
    /// <param name="call">The call.</param>
    /// <param name="forbidden">The error when a channel was closed for this call, as the broker says.</param>
    public static MessagingException Of(in Setback setback, OutgoingMessage call, DeliveryException? forbidden) => setback switch
    {
        { Outcome: SendOutcome.Returned } => new NoServerException(call.Target, call.Method),
        { End: { } end } => forbidden ?? new DeliveryException(
            $"The broker closed the channel that carried the call of '{call.Method}', because of this call or one next to it "
                + $"({end.Reason}). It was {(end.WasDropped ? "not" : "most likely not")} delivered.", isTransient: true),
        _ => new DeliveryException(
            $"The broker could not accept the call of '{call.Method}' (basic.nack): its queue is full, or the broker failed.",
            isTransient: true),
    };

    /// <summary>The broker no longer has the queue of the reply.</summary>
    public static ConnectionLostException ReplyQueueGone(OutgoingMessage call) => new(
        $"The reply to '{call.Method}' is lost: the broker no longer has the reply queue (it restarted, or the queue was deleted). The "
            + "method may have run.");

    /// <summary>The body names a queue that gave way to another, and cannot be changed any more.</summary>
    public static ConnectionLostException ReplyQueueOutOfReach(OutgoingMessage call, string queue) => new(
        $"The reply to '{call.Method}' is lost: the reply queue '{queue}' cannot be reached. The method may run.");
}

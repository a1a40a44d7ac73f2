using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Verdicts;

namespace Messaging.Drivers.Rabbit.Calling;

/// <summary>The errors of a call that did not get through, or whose reply did not; and the reasons for sending one again instead.</summary>
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

    /// <summary>The error of a call that the broker did not accept.</summary>
    /// <param name="setback">What happened to it.</param>
    /// <param name="call">The call.</param>
    /// <param name="forbidden">The error when the broker closed a channel because of this call.</param>
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

    /// <summary>The reply queue no longer exists at the broker.</summary>
    public static ConnectionLostException ReplyQueueGone(OutgoingMessage call) => new(
        $"The reply to '{call.Method}' is lost: the broker no longer has the reply queue (it restarted, or the queue was deleted). The "
            + "method may have run.");

    /// <summary>The body names a reply queue that was replaced by another, and can no longer be changed.</summary>
    public static ConnectionLostException ReplyQueueOutOfReach(OutgoingMessage call, string queue) => new(
        $"The reply to '{call.Method}' is lost: the reply queue '{queue}' cannot be reached. The method may run.");
}

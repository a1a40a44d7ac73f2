using Messaging.Drivers;

namespace Messaging.Serving;

/// <summary>Settles a message according to how its call ended.</summary>
internal static class CallEndings
{
    /// <summary>Whether a call that has not begun is left to its caller to send again: no server would run it as a redelivery of the
    /// broker.</summary>
    public static bool IsLeftToCaller(ServingCall call) =>
        call.IsCall && !call.Message.CanBeSentAnew && !call.Message.MayHaveRun && !call.Request.IsPartial && !call.Request.IsIdempotent;

    /// <summary>Gives back a message that has not begun. A call goes back as a new one, unless it may have begun elsewhere: another server
    /// would not run it otherwise.</summary>
    /// <returns>How the copies of it that arrived meanwhile are settled.</returns>
    public static CallEnding GiveBack(ServingCall call)
    {
        var message = call.Message;
        if (!call.IsCall || message.MayHaveRun || call.Request.IsPartial)
        {
            message.Requeue();
            return CallEnding.Requeue;
        }

        using var body = MessageBuffer.Rent();
        call.Request.WriteTo(body, message.ReplyFormat);
        message.HandBack(body.WrittenSpan, call.Deadline);
        return CallEnding.Acknowledge;
    }

    public static void Apply(this CallEnding ending, IncomingMessage message, Rejection rejection)
    {
        switch (ending)
        {
            case CallEnding.Acknowledge:
                message.Acknowledge();
                break;
            case CallEnding.Requeue:
                message.Requeue();
                break;
            case CallEnding.Reject:
                message.Reject(rejection);
                break;
            default:
                break;
        }
    }
}

using Messaging.Drivers;

namespace Messaging.Serving;

/// <summary>A call's ending as the ending of a message.</summary>
internal static class CallEndings
{
    public static void Apply(this CallEnding ending, IncomingMessage message, string? reason)
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
                message.Reject(reason ?? "refused");
                break;
            default:
                break;
        }
    }
}

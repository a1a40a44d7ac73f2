namespace Messaging.Drivers.Rabbit.Calling;

/// <summary>What happens to waiting calls when their requests or replies are lost, or may be.</summary>
internal static class CallsAtRisk
{
    /// <summary>Requests or replies may be lost: calls that may run twice are sent again.</summary>
    public static void SendAgainWhatMay(this ReplyWaiters waiters, string why) => waiters.FailWhere(waiter =>
    {
        if (waiter.State is CallShipment { WasSent: true } call)
        {
            call.OnReplyInDoubt(why);
        }

        return null;
    });

    /// <summary>Replies are lost with the queue of an epoch: its calls fail, except those that may be sent again.</summary>
    /// <returns>How many failed.</returns>
    public static int FailCalls(this ReplyWaiters waiters, int epoch) => waiters.FailWhere(waiter =>
        waiter.State is CallShipment { WasSent: true } call && call.Epoch <= epoch ? call.OnReplyQueueGone() : null);
}

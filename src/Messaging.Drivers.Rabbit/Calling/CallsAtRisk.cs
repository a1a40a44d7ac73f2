namespace Messaging.Drivers.Rabbit.Calling;

/// <summary>What becomes of the calls that wait when their requests or replies are lost, or may be.</summary>
internal static class CallsAtRisk
{
    /// <summary>Requests or replies may be lost: those who may ask again do.</summary>
    public static void SendAgainWhatMay(this ReplyWaiters waiters, string why) => waiters.FailWhere(waiter =>
    {
        if (waiter.State is CallShipment { WasSent: true } call)
        {
            call.OnReplyInDoubt(why);
        }

        return null;
    });

    /// <summary>Replies are lost with the queue of an epoch: its calls are ended, but for those that may be sent again.</summary>
    /// <returns>How many were ended.</returns>
    public static int FailCalls(this ReplyWaiters waiters, int epoch) => waiters.FailWhere(waiter =>
        waiter.State is CallShipment { WasSent: true } call && call.Epoch <= epoch ? call.OnReplyQueueGone() : null);
}

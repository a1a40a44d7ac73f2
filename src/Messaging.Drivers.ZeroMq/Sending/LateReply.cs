namespace Messaging.Drivers.ZeroMq.Sending;

/// <summary>A reply to a peer that reads slowly, waiting for room in the send buffer.</summary>
/// <param name="Id">The call.</param>
/// <param name="Body">The reply. Its memory is returned once the reply has been copied into the buffer.</param>
/// <param name="Expiry">When the caller stops waiting.</param>
internal readonly record struct LateReply(MessageId Id, MessageBuffer Body, Deadline Expiry)
{
    private const int OwnSize = 256;

    /// <summary>The bytes that it counts for: even a small reply costs something.</summary>
    public int Size => Body.Length + OwnSize;
}

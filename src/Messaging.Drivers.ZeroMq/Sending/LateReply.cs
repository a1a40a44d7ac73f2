namespace Messaging.Drivers.ZeroMq.Sending;

/// <summary>A reply to a peer that reads slowly, while it waits for its place in the buffer.</summary>
/// <param name="Id">The call.</param>
/// <param name="Body">The reply; disposed when it has its place.</param>
/// <param name="Expiry">When the caller stops waiting.</param>
internal readonly record struct LateReply(MessageId Id, MessageBuffer Body, Deadline Expiry)
{
    private const int OwnSize = 256;

    /// <summary>The size that counts. Even a small reply costs something.</summary>
    public int Size => Body.Length + OwnSize;
}

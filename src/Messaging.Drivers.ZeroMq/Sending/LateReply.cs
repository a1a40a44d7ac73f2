namespace Messaging.Drivers.ZeroMq.Sending;

/// <summary>A reply to a peer that reads slowly, as it waits for its place in the buffer.</summary>
/// <param name="Id">The call.</param>
/// <param name="Body">The reply, which is given back when it has its place.</param>
/// <param name="Expiry">When the caller stops waiting.</param>
internal readonly record struct LateReply(MessageId Id, MessageBuffer Body, Deadline Expiry)
{
    private const int OwnSize = 256;

    /// <summary>What it takes: what is small is not for nothing.</summary>
    public int Size => Body.Length + OwnSize;
}

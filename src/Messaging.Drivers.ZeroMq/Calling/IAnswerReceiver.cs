using Messaging.Drivers.ZeroMq.Connections;
using Messaging.Drivers.ZeroMq.Messages;

namespace Messaging.Drivers.ZeroMq.Calling;

/// <summary>Who takes what servers answer. Called on the reading loops of the connections; must not block.</summary>
internal interface IAnswerReceiver
{
    /// <summary>A reply, or a sign of life. As all that a peer says, it counts only for what was sent to that peer.</summary>
    void OnReply(Peer peer, ReadOnlySpan<byte> body);

    /// <summary>A reply that is too large was passed over.</summary>
    void OnReplyTooLarge(Peer peer, MessageId id, long size);

    /// <summary>A cast was taken.</summary>
    void OnAccepted(Peer peer, MessageId id);

    /// <summary>A request was not taken.</summary>
    void OnRefused(Peer peer, MessageId id, Refusal refusal);

    /// <summary>A connection ended, and with it what was under way on it.</summary>
    /// <returns>How many calls failed for that.</returns>
    int OnLost(Peer peer, Connection connection, string reason);

    /// <summary>A peer was reached, was lost, could not be reached, or serves others than before.</summary>
    void OnChanged();
}

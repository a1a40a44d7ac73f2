using Messaging.Drivers.ZeroMq.Connections;
using Messaging.Drivers.ZeroMq.Messages;

namespace Messaging.Drivers.ZeroMq.Calling;

/// <summary>Receives the answers of servers. Called on the reading loops of the connections; must not block.</summary>
internal interface IAnswerReceiver
{
    /// <summary>A reply, or a keep-alive. Like everything a peer says, it counts only for messages that were sent to that peer.</summary>
    void OnReply(Peer peer, ReadOnlySpan<byte> body);

    /// <summary>A reply that is too large was skipped.</summary>
    void OnReplyTooLarge(Peer peer, MessageId id, long size);

    /// <summary>A cast was accepted.</summary>
    void OnAccepted(Peer peer, MessageId id);

    /// <summary>A request was refused.</summary>
    void OnRefused(Peer peer, MessageId id, Refusal refusal);

    /// <summary>A connection ended, and with it everything in flight on it.</summary>
    /// <returns>How many calls failed because of that.</returns>
    int OnLost(Peer peer, Connection connection, string reason);

    /// <summary>A peer was connected, was lost, could not be reached, or serves other targets than before.</summary>
    void OnChanged();
}

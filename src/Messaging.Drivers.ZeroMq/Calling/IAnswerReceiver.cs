using Messaging.Drivers.ZeroMq.Connections;
using Messaging.Drivers.ZeroMq.Messages;

namespace Messaging.Drivers.ZeroMq.Calling;

/// <summary>Receives what servers answer. Called on the read loops of the connections; must not block.</summary>
internal interface IAnswerReceiver
{
    /// <summary>A reply or a keep-alive arrived. Like everything that a peer says, it counts only for requests sent to that peer.</summary>
    void OnReply(Peer peer, ReadOnlySpan<byte> body);

    /// <summary>A reply that is too large was skipped.</summary>
    void OnReplyTooLarge(Peer peer, MessageId id, long size);

    /// <summary>A cast was accepted.</summary>
    void OnAccepted(Peer peer, MessageId id);

    /// <summary>A request was refused.</summary>
    void OnRefused(Peer peer, MessageId id, Refusal refusal);

    /// <summary>A connection ended, and with it the requests in flight on it.</summary>
    /// <returns>How many calls failed because of it.</returns>
    int OnLost(Peer peer, Connection connection, string reason);

    /// <summary>A peer was reached, was lost, could not be reached, has room again, or announced what it serves.</summary>
    void OnChanged();
}

using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.ZeroMq.Diagnostics;

/// <summary>All log messages of the driver.</summary>
internal static partial class ZeroMqLog
{
    [LoggerMessage(ZeroMqEventId.PeerConnected, LogLevel.Information, "Connected to {Address}, which is {Node}.")]
    public static partial void PeerConnected(ILogger logger, string address, string node);

    [LoggerMessage(
        ZeroMqEventId.PeerLost, LogLevel.Warning,
        "Lost the connection to {Address}: {Reason}. {Failed} calls in flight on it have failed. Connecting again.")]
    public static partial void PeerLost(ILogger logger, string address, string reason, int failed);

    [LoggerMessage(
        ZeroMqEventId.PeerNotReached, LogLevel.Warning, "No server at {Address}: {Reason}. Trying again; further failures are not logged.")]
    public static partial void PeerNotReached(ILogger logger, string address, string reason);

    [LoggerMessage(ZeroMqEventId.PeerRefused, LogLevel.Error, "The server at {Address} is not compatible with us: {Reason}. Trying again.")]
    public static partial void PeerRefused(ILogger logger, string address, string reason);

    [LoggerMessage(ZeroMqEventId.NodeBound, LogLevel.Information, "Bound {Address}: clients can connect.")]
    public static partial void NodeBound(ILogger logger, string address);

    [LoggerMessage(ZeroMqEventId.NodeClosed, LogLevel.Information, "Closed {Address}; {Waiting} messages that waited there are lost.")]
    public static partial void NodeClosed(ILogger logger, string address, int waiting);

    [LoggerMessage(ZeroMqEventId.NameLeads, LogLevel.Information, "The name {Name} resolves to {Addresses}.")]
    public static partial void NameLeads(ILogger logger, string name, string addresses);

    [LoggerMessage(
        ZeroMqEventId.NameNotResolved, LogLevel.Warning,
        "The name {Name} cannot be resolved: {Reason}. The addresses known so far are kept, and DNS is asked again.")]
    public static partial void NameNotResolved(ILogger logger, string name, string reason);

    [LoggerMessage(ZeroMqEventId.ClientCame, LogLevel.Debug, "The client {Name} connected to {Address} from {Peer}.")]
    public static partial void ClientCame(ILogger logger, string name, string address, string peer);

    [LoggerMessage(ZeroMqEventId.ClientLeft, LogLevel.Debug, "The client at {Peer} left {Address}: {Reason}.")]
    public static partial void ClientLeft(ILogger logger, string peer, string address, string reason);

    [LoggerMessage(ZeroMqEventId.ClientRefused, LogLevel.Warning, "A connection from {Peer} to {Address} was closed: {Reason}.")]
    public static partial void ClientRefused(ILogger logger, string peer, string address, string reason);

    [LoggerMessage(ZeroMqEventId.ClientsRefused, LogLevel.Warning, "{Count} more connections to {Address} were closed: {Reasons}.")]
    public static partial void ClientsRefused(ILogger logger, int count, string address, string reasons);

    [LoggerMessage(ZeroMqEventId.AcceptFailed, LogLevel.Warning, "A connection to {Address} could not be accepted: {Reason}.")]
    public static partial void AcceptFailed(ILogger logger, string address, string reason);

    [LoggerMessage(ZeroMqEventId.CastVanished, LogLevel.Debug, "Nobody ever served the topic '{Topic}': the cast of '{Method}' is lost.")]
    public static partial void CastVanished(ILogger logger, string? topic, string method);

    [LoggerMessage(
        ZeroMqEventId.TooLargeRefused, LogLevel.Warning,
        "A message of {Size} bytes from {Peer} was refused: TransportOptions.MaxMessageSize is {Limit}.")]
    public static partial void TooLargeRefused(ILogger logger, long size, string peer, int limit);

    [LoggerMessage(
        ZeroMqEventId.TooLargeGathered, LogLevel.Warning, "{Count} more messages to {Address} were refused because of their size: "
            + "{Peers}.")]
    public static partial void TooLargeGathered(ILogger logger, int count, string address, string peers);

    [LoggerMessage(ZeroMqEventId.QueuedMessageDropped, LogLevel.Warning, "A message in the queue '{Queue}' was dropped: {Reason}.")]
    public static partial void QueuedMessageDropped(ILogger logger, string queue, string reason);

    [LoggerMessage(ZeroMqEventId.UnreadableReply, LogLevel.Warning, "A reply from {Address} cannot be read and was dropped: {Reason}")]
    public static partial void UnreadableReply(ILogger logger, string address, string reason);

    [LoggerMessage(ZeroMqEventId.WorkFailed, LogLevel.Error, "Background work failed.")]
    public static partial void WorkFailed(ILogger logger, Exception error);
}

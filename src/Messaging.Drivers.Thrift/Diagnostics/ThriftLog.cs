using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Thrift.Diagnostics;

/// <summary>All log messages of the driver.</summary>
internal static partial class ThriftLog
{
    [LoggerMessage(ThriftEventId.Connected, LogLevel.Debug, "Connected to {Host}.")]
    public static partial void Connected(ILogger logger, string host);

    [LoggerMessage(ThriftEventId.ConnectionLost, LogLevel.Warning, "Lost the connection to {Host} with {Calls} calls in flight: {Reason}.")]
    public static partial void ConnectionLost(ILogger logger, string host, int calls, string reason);

    [LoggerMessage(ThriftEventId.NotReached, LogLevel.Warning, "No server can be reached: {Reasons} Calls wait and are retried.")]
    public static partial void NotReached(ILogger logger, string reasons);

    [LoggerMessage(ThriftEventId.PortBound, LogLevel.Information, "Bound {Address}: Thrift clients can connect.")]
    public static partial void PortBound(ILogger logger, string address);

    [LoggerMessage(ThriftEventId.PortClosed, LogLevel.Information, "Closed {Address}.")]
    public static partial void PortClosed(ILogger logger, string address);

    [LoggerMessage(ThriftEventId.ClientRecognised, LogLevel.Debug, "The client at {Peer} speaks {Dialect}.")]
    public static partial void ClientRecognised(ILogger logger, string peer, string dialect);

    [LoggerMessage(ThriftEventId.ClientLeft, LogLevel.Debug, "The client at {Peer} left; {Calls} calls that it waited for were cancelled.")]
    public static partial void ClientLeft(ILogger logger, string peer, int calls);

    [LoggerMessage(ThriftEventId.ConnectionBroken, LogLevel.Debug, "The connection of the client at {Peer} broke: {Reason}.")]
    public static partial void ConnectionBroken(ILogger logger, string peer, string reason);

    [LoggerMessage(ThriftEventId.ClientRefused, LogLevel.Warning, "A connection from {Peer} to {Address} was closed: {Reason}.")]
    public static partial void ClientRefused(ILogger logger, string peer, string address, string reason);

    [LoggerMessage(ThriftEventId.ClientsRefused, LogLevel.Warning, "{Count} more connections to {Address} were closed: {Reasons}.")]
    public static partial void ClientsRefused(ILogger logger, int count, string address, string reasons);

    [LoggerMessage(ThriftEventId.AcceptFailed, LogLevel.Warning, "A connection to {Address} could not be accepted: {Reason}.")]
    public static partial void AcceptFailed(ILogger logger, string address, string reason);

    [LoggerMessage(ThriftEventId.CallRefused, LogLevel.Warning, "A call of '{Method}' from {Peer} was refused: {Reason}.")]
    public static partial void CallRefused(ILogger logger, string method, string peer, string reason);

    [LoggerMessage(ThriftEventId.CallsRefused, LogLevel.Warning, "{Count} more calls to {Address} were refused: {Reasons}.")]
    public static partial void CallsRefused(ILogger logger, int count, string address, string reasons);

    [LoggerMessage(ThriftEventId.QueuedMessageDropped, LogLevel.Warning, "A call in the queue '{Queue}' was dropped: {Reason}.")]
    public static partial void QueuedMessageDropped(ILogger logger, string queue, string reason);

    [LoggerMessage(ThriftEventId.WorkFailed, LogLevel.Error, "Background work failed.")]
    public static partial void WorkFailed(ILogger logger, Exception error);
}

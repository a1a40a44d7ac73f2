using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Amqp1.Diagnostics;

/// <summary>All log messages of the driver.</summary>
internal static partial class Amqp1Log
{
    [LoggerMessage(Amqp1EventId.Connected, LogLevel.Information, "Connected to the broker at {Host} ({Product}).")]
    public static partial void Connected(ILogger logger, string host, string product);

    [LoggerMessage(
        Amqp1EventId.ConnectionLost, LogLevel.Warning,
        "Lost the connection to the broker at {Host}: {Reason}. {Failed} calls that waited for their replies have failed. Connecting "
            + "again.")]
    public static partial void ConnectionLost(ILogger logger, string host, string reason, int failed);

    [LoggerMessage(
        Amqp1EventId.AttemptFailed, LogLevel.Warning, "No host accepted a connection. {Reason} Trying again; the same failure is not "
            + "logged again.")]
    public static partial void AttemptFailed(ILogger logger, string reason);

    [LoggerMessage(
        Amqp1EventId.AttemptRefused, LogLevel.Error, "The broker refused the connection. {Reason} Trying again; the same refusal is not "
            + "logged again.")]
    public static partial void AttemptRefused(ILogger logger, string reason);

    [LoggerMessage(Amqp1EventId.IntakeLost, LogLevel.Warning, "The broker ended the intake of {What}: {Reason}. Starting it again.")]
    public static partial void IntakeLost(ILogger logger, string what, string reason);

    [LoggerMessage(Amqp1EventId.IntakeRestored, LogLevel.Information, "The intake of {What} continues.")]
    public static partial void IntakeRestored(ILogger logger, string what);

    [LoggerMessage(Amqp1EventId.MessageRejected, LogLevel.Warning, "A message from '{Queue}' was rejected: {Reason}")]
    public static partial void MessageRejected(ILogger logger, string queue, string reason);

    [LoggerMessage(
        Amqp1EventId.LinkClosed, LogLevel.Information, "The broker closed the link from '{Queue}' ({Reason}). Attaching it again.")]
    public static partial void LinkClosed(ILogger logger, string queue, string reason);

    [LoggerMessage(Amqp1EventId.UnreadableReply, LogLevel.Warning, "A reply cannot be read and was dropped: {Reason}")]
    public static partial void UnreadableReply(ILogger logger, string reason);

    [LoggerMessage(Amqp1EventId.LateReply, LogLevel.Debug, "A reply arrived for a call that nobody waits for any more.")]
    public static partial void LateReply(ILogger logger);

    [LoggerMessage(Amqp1EventId.WorkFailed, LogLevel.Error, "Background work failed.")]
    public static partial void WorkFailed(ILogger logger, Exception error);

    [LoggerMessage(
        Amqp1EventId.ReplyAddressRefused, LogLevel.Warning,
        "A call names '{ReplyTo}' for its reply, which is not a reply address: the reply was dropped (only_reply_queues).")]
    public static partial void ReplyAddressRefused(ILogger logger, string replyTo);

    [LoggerMessage(
        Amqp1EventId.ReplyAddressesRefused, LogLevel.Warning, "{Count} more replies were dropped, because their addresses are not reply "
            + "addresses: {Queues}.")]
    public static partial void ReplyAddressesRefused(ILogger logger, int count, string queues);

    [LoggerMessage(
        Amqp1EventId.ForeignReply, LogLevel.Error,
        "A reply at '{Address}' is for another transport, which does not get it now: two transports must not receive their replies at the "
            + "same address. Give each its own (reply_address), or use a queue with sessions (reply_sessions).")]
    public static partial void ForeignReply(ILogger logger, string address);

    [LoggerMessage(Amqp1EventId.ForeignReplies, LogLevel.Error, "{Count} more replies were for other transports.")]
    public static partial void ForeignReplies(ILogger logger, int count);

    [LoggerMessage(Amqp1EventId.RepliesClosed, LogLevel.Information, "The broker closed the reply link at '{Address}' ({Reason}). "
        + "Attaching it again.")]
    public static partial void RepliesClosed(ILogger logger, string address, string reason);

    [LoggerMessage(
        Amqp1EventId.NobodyYet, LogLevel.Debug,
        "No queue took a message to {Target}, but its server may be about to come back: sending it again.")]
    public static partial void NobodyYet(ILogger logger, Target target);
}

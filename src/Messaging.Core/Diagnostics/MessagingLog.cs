using Microsoft.Extensions.Logging;

namespace Messaging.Diagnostics;

/// <summary>Every line that Core logs.</summary>
internal static partial class MessagingLog
{
    [LoggerMessage(
        MessagingEventId.CastFailed, LogLevel.Error, "A cast of '{Method}' to {Target} was not sent, and nobody awaits it: it is lost.")]
    public static partial void CastFailed(ILogger logger, string method, Target target, Exception error);

    [LoggerMessage(
        MessagingEventId.RemoteExceptionNotMade, LogLevel.Warning,
        "The exception that RemoteExceptions.Allow maps '{TypeName}' of '{Module}' to could not be created: the caller gets a "
            + "RemoteException instead.")]
    public static partial void RemoteExceptionNotMade(ILogger logger, string typeName, string module, Exception error);

    [LoggerMessage(MessagingEventId.OptionIgnored, LogLevel.Warning, "The option '{Option}' of oslo.messaging has no effect here: {Why}.")]
    public static partial void OptionIgnored(ILogger logger, string option, string why);

    [LoggerMessage(MessagingEventId.ServerStarted, LogLevel.Information, "Serving {Target}.")]
    public static partial void ServerStarted(ILogger logger, Target target);

    [LoggerMessage(
        MessagingEventId.MethodsLeftOut, LogLevel.Information,
        "{Target} does not serve {Methods}: they are framework methods. Mark the ones to serve with [RpcMethod].")]
    public static partial void MethodsLeftOut(ILogger logger, Target target, string methods);

    [LoggerMessage(
        MessagingEventId.ServerStopped, LogLevel.Information, "Stopped serving {Target}; {HandedBack} messages were handed back.")]
    public static partial void ServerStopped(ILogger logger, string target, int handedBack);

    [LoggerMessage(MessagingEventId.MessageRefused, LogLevel.Warning, "A message for {Target} was refused: {Reason}")]
    public static partial void MessageRefused(ILogger logger, Target target, string reason);

    [LoggerMessage(MessagingEventId.DuplicateDropped, LogLevel.Debug, "A duplicate message for {Target} was dropped: '{Method}'.")]
    public static partial void DuplicateDropped(ILogger logger, Target target, string? method);

    [LoggerMessage(
        MessagingEventId.IdOfAnother, LogLevel.Warning,
        "A message for {Target} ('{Method}', reply to '{ReplyTo}') carries the unique id of another sender's message. It is served under "
            + "an id of its own. Unless a client has just changed its reply queue, a sender is using ids that are not its own.")]
    public static partial void IdOfAnother(ILogger logger, Target target, string? method, string? replyTo);

    [LoggerMessage(
        MessagingEventId.LateCallDropped, LogLevel.Warning, "A call of '{Method}' on {Target} was not run: its caller no longer waits.")]
    public static partial void LateCallDropped(ILogger logger, Target target, string? method);

    [LoggerMessage(
        MessagingEventId.DrainTimedOut, LogLevel.Warning,
        "{Running} methods of {Target} were still running after the drain time of {Seconds} s; they were cancelled.")]
    public static partial void DrainTimedOut(ILogger logger, Target target, int running, double seconds);

    [LoggerMessage(
        MessagingEventId.TooManyDeliveries, LogLevel.Error,
        "A message for {Target} was delivered {Deliveries} times and is given up: '{Method}'.")]
    public static partial void TooManyDeliveries(ILogger logger, Target target, int deliveries, string? method);

    [LoggerMessage(MessagingEventId.ReplyFailed, LogLevel.Warning, "The reply of '{Method}' could not be sent; its caller will time out.")]
    public static partial void ReplyFailed(ILogger logger, string? method, Exception error);

    [LoggerMessage(
        MessagingEventId.ReplyTooLarge, LogLevel.Warning, "The reply of '{Method}' was not sent, and its caller is told why: {Reason}")]
    public static partial void ReplyTooLarge(ILogger logger, string? method, string reason);

    [LoggerMessage(
        MessagingEventId.HeartbeatFailed, LogLevel.Warning, "A keep-alive of '{Method}' could not be sent; no more will be sent.")]
    public static partial void HeartbeatFailed(ILogger logger, string? method, Exception error);

    [LoggerMessage(MessagingEventId.HeartbeatSent, LogLevel.Debug, "A keep-alive of '{Method}' was sent.")]
    public static partial void HeartbeatSent(ILogger logger, string? method);

    [LoggerMessage(
        MessagingEventId.AnsweredAgain, LogLevel.Information,
        "A call of '{Method}' on {Target} arrived again and got the same answer as before.")]
    public static partial void AnsweredAgain(ILogger logger, Target target, string? method);

    [LoggerMessage(
        MessagingEventId.Overloaded, LogLevel.Warning,
        "The server of {Target} is overloaded and refuses calls: {Running} calls and casts are running, {Waiting} calls are waiting. "
            + "Logged at most once a minute.")]
    public static partial void Overloaded(ILogger logger, Target target, int running, int waiting);

    [LoggerMessage(
        MessagingEventId.AcknowledgedEarly, LogLevel.Warning,
        "'{Method}' on {Target} has run for {Minutes:0.#} minutes: it is acknowledged before it has finished, because the broker would "
            + "take it away otherwise. If this server dies now, the work is lost.")]
    public static partial void AcknowledgedEarly(ILogger logger, string? method, Target target, double minutes);

    [LoggerMessage(
        MessagingEventId.WaitedTooLong, LogLevel.Warning,
        "'{Method}' on {Target} has waited to run for {Minutes:0.#} minutes: it goes back to its queue, because the broker would take it "
            + "away otherwise.")]
    public static partial void WaitedTooLong(ILogger logger, string? method, Target target, double minutes);

    [LoggerMessage(
        MessagingEventId.PoolStarved, LogLevel.Warning,
        "The thread pool had no free thread while methods of {Target} ran. {Cause} It may have {Added} more threads until that is over; "
            + "each takes memory. Await slow operations. Logged at most once a minute.")]
    public static partial void PoolStarved(ILogger logger, Target target, string cause, int added);

    [LoggerMessage(
        MessagingEventId.DetachedCallDropped, LogLevel.Error,
        "The detached call of '{Method}' was disposed without an answer; its caller was told.")]
    public static partial void DetachedCallDropped(ILogger logger, string? method);

    [LoggerMessage(MessagingEventId.MethodFailed, LogLevel.Error, "'{Method}' on {Target} failed.")]
    public static partial void MethodFailed(ILogger logger, string? method, Target target, Exception error);

    [LoggerMessage(
        MessagingEventId.FailureHidden, LogLevel.Error, "'{Method}' on {Target} failed; its caller got the id {Id}, and not the reason.")]
    public static partial void FailureHidden(ILogger logger, string? method, Target target, string id, Exception error);

    [LoggerMessage(MessagingEventId.MethodFailedAsExpected, LogLevel.Debug, "'{Method}' on {Target} failed with an expected exception.")]
    public static partial void MethodFailedAsExpected(ILogger logger, string? method, Target target, Exception error);

    [LoggerMessage(MessagingEventId.CallRefused, LogLevel.Warning, "A request to {Target} was refused: {Reason}")]
    public static partial void CallRefused(ILogger logger, Target target, string reason);

    [LoggerMessage(
        MessagingEventId.MethodCancelled, LogLevel.Information,
        "'{Method}' on {Target} was cancelled: its caller gave up, or the server is stopping.")]
    public static partial void MethodCancelled(ILogger logger, string? method, Target target);

    [LoggerMessage(
        MessagingEventId.CancelCallbackFailed, LogLevel.Error,
        "A callback that '{Method}' on {Target} registered with its token failed when the token fired.")]
    public static partial void CancelCallbackFailed(ILogger logger, string? method, Target target, Exception error);

    [LoggerMessage(MessagingEventId.MessageDropped, LogLevel.Warning, "A message in queue '{Queue}' was dropped: {Reason}")]
    public static partial void MessageDropped(ILogger logger, string queue, string reason);
}

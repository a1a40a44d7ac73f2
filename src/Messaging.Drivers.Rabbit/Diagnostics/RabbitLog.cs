using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit.Diagnostics;

/// <summary>All log messages of the driver.</summary>
internal static partial class RabbitLog
{
    [LoggerMessage(RabbitEventId.Connected, LogLevel.Information, "Connected to RabbitMQ at {Host} ({Purpose}){Outage}.")]
    public static partial void Connected(ILogger logger, string host, string purpose, string outage);

    [LoggerMessage(RabbitEventId.ConnectionLost, LogLevel.Warning,
        "Lost the connection to RabbitMQ at {Host} ({Purpose}): {Reason}. Connecting again.")]
    public static partial void ConnectionLost(ILogger logger, string host, string purpose, string reason);

    [LoggerMessage(
        RabbitEventId.AttemptFailed, LogLevel.Warning, "No connection to RabbitMQ ({Purpose}): {Reason} Next attempt in {Delay}.")]
    public static partial void AttemptFailed(ILogger logger, string purpose, string reason, TimeSpan delay);

    [LoggerMessage(
        RabbitEventId.AttemptRefused, LogLevel.Error, "RabbitMQ refused the connection ({Purpose}): {Reason} Next attempt in {Delay}.")]
    public static partial void AttemptRefused(ILogger logger, string purpose, string reason, TimeSpan delay);

    [LoggerMessage(RabbitEventId.Blocked, LogLevel.Warning, "RabbitMQ at {Host} accepts no messages for now: {Reason}. Publishing waits.")]
    public static partial void Blocked(ILogger logger, string host, string reason);

    [LoggerMessage(RabbitEventId.Unblocked, LogLevel.Information, "RabbitMQ at {Host} accepts messages again, after {Blocked}.")]
    public static partial void Unblocked(ILogger logger, string host, TimeSpan blocked);

    [LoggerMessage(RabbitEventId.ClosedHard, LogLevel.Debug, "The connection to {Host} did not close in time and was aborted.")]
    public static partial void ClosedHard(ILogger logger, string host);

    [LoggerMessage(RabbitEventId.CallbackFailed, LogLevel.Error, "A callback of the connection to {Host} failed.")]
    public static partial void CallbackFailed(ILogger logger, string host, Exception error);

    [LoggerMessage(RabbitEventId.CredentialsRenewed, LogLevel.Information, "The connection to {Host} continues with renewed credentials.")]
    public static partial void CredentialsRenewed(ILogger logger, string host);

    [LoggerMessage(
        RabbitEventId.CredentialsNotRenewed, LogLevel.Warning,
        "The credentials of the connection to {Host} could not be renewed: {Reason} Next attempt in {Delay}.")]
    public static partial void CredentialsNotRenewed(ILogger logger, string host, string reason, TimeSpan delay);

    [LoggerMessage(
        RabbitEventId.HostWithoutUser, LogLevel.Warning,
        "Host {Number} of {Count} of the transport URL has no user, though another host has one: the user there is '{User}'. Hosts do not "
            + "inherit the user; write it at each host.")]
    public static partial void HostWithoutUser(ILogger logger, int number, int count, string user);

    [LoggerMessage(RabbitEventId.ConsumerLost, LogLevel.Warning, "Consuming {Name} was interrupted: {Reason}. Setting it up again.")]
    public static partial void ConsumerLost(ILogger logger, string name, string reason);

    [LoggerMessage(RabbitEventId.ConsumerNotRestored, LogLevel.Error, "Consuming {Name} could not be set up. Next attempt in {Delay}.")]
    public static partial void ConsumerNotRestored(ILogger logger, string name, TimeSpan delay, Exception error);

    [LoggerMessage(RabbitEventId.ConsumerRestored, LogLevel.Information, "Consuming {Name} again.")]
    public static partial void ConsumerRestored(ILogger logger, string name);

    [LoggerMessage(
        RabbitEventId.DurabilityDiffers, LogLevel.Warning,
        "The {Kind} '{Name}' exists and is not durable, though it should be: it is used as it is. Delete it, or have every service declare "
            + "it alike.")]
    public static partial void DurabilityDiffers(ILogger logger, string kind, string name);

    [LoggerMessage(
        RabbitEventId.TransientQueuesDenied, LogLevel.Information,
        "RabbitMQ at {Host} denies transient queues: the queues of this transport are durable from now on. Set amqp_durable_queues=true "
            + "and rabbit_transient_quorum_queue=true: Python services need that there, and no transient queue is tried first then. "
            + "({Reason})")]
    public static partial void TransientQueuesDenied(ILogger logger, string host, string reason);

    [LoggerMessage(
        RabbitEventId.DurableAlready, LogLevel.Information,
        "The {Kind} '{Name}' exists and is durable, though it need not be: it is used as it is.")]
    public static partial void DurableAlready(ILogger logger, string kind, string name);

    [LoggerMessage(
        RabbitEventId.ExchangeRestored, LogLevel.Warning,
        "The exchange '{Exchange}' was missing while its queues were consumed: it is declared, and they are bound to it again. Messages "
            + "sent to it in the meantime were not routed.")]
    public static partial void ExchangeRestored(ILogger logger, string exchange);

    [LoggerMessage(
        RabbitEventId.QueueStuck, LogLevel.Warning,
        "The queue '{Name}' is on a node of the cluster that cannot be reached ({Reason}): it is deleted and recreated. It was not "
            + "durable.")]
    public static partial void QueueStuck(ILogger logger, string name, string reason);

    [LoggerMessage(RabbitEventId.EchoCame, LogLevel.Debug, "An echo came through '{Queue}': its consumer is idle, not dead.")]
    public static partial void EchoCame(ILogger logger, string queue);

    [LoggerMessage(
        RabbitEventId.EchoRefused, LogLevel.Warning,
        "The broker's user may not send an echo to its own queue '{Queue}' ({Reason}): a dead consumer may go unnoticed. Let the user "
            + "write to the default exchange, or set RabbitOptions.Recovery.WatchInterval to zero.")]
    public static partial void EchoRefused(ILogger logger, string queue, string reason);

    [LoggerMessage(
        RabbitEventId.QueueRenamed, LogLevel.Warning,
        "The queue '{Old}' cannot be reached, and '{New}' takes its place: {Reason}")]
    public static partial void QueueRenamed(ILogger logger, string old, string @new, string reason);

    [LoggerMessage(
        RabbitEventId.ConsumerWaits, LogLevel.Warning,
        "Consuming {Name} cannot be set up yet: {Reason} Next attempt in {Delay}.")]
    public static partial void ConsumerWaits(ILogger logger, string name, string reason, TimeSpan delay);

    [LoggerMessage(RabbitEventId.SentAgain, LogLevel.Debug,
        "A message to '{RoutingKey}' was not confirmed before the channel was lost ({Reason}): sending it again.")]
    public static partial void SentAgain(ILogger logger, string routingKey, string reason);

    [LoggerMessage(
        RabbitEventId.ReplyUnroutable, LogLevel.Warning, "The reply queue '{ReplyTo}' no longer exists: replies to it are dropped for a "
            + "while.")]
    public static partial void ReplyUnroutable(ILogger logger, string replyTo);

    [LoggerMessage(RabbitEventId.BackgroundFailed, LogLevel.Error, "Background work failed.")]
    public static partial void BackgroundFailed(ILogger logger, Exception error);

    [LoggerMessage(RabbitEventId.NobodyYet, LogLevel.Debug,
        "No queue took a message to '{RoutingKey}', but its server may be about to come back: sending it again.")]
    public static partial void NobodyYet(ILogger logger, string routingKey);

    [LoggerMessage(
        RabbitEventId.PublishForbidden, LogLevel.Error,
        "The broker closed a channel: {Reason} Messages sent there fail, and sending is tried again every few seconds.")]
    public static partial void PublishForbidden(ILogger logger, string reason);

    [LoggerMessage(RabbitEventId.MessageRejected, LogLevel.Warning, "A message from queue '{Queue}' was rejected: {Reason}")]
    public static partial void MessageRejected(ILogger logger, string queue, string reason);

    [LoggerMessage(
        RabbitEventId.MessageParked, LogLevel.Warning, "A message from queue '{Queue}' was parked in '{DeadLetterQueue}': {Reason}")]
    public static partial void MessageParked(ILogger logger, string queue, string deadLetterQueue, string reason);

    [LoggerMessage(RabbitEventId.ParkingFailed, LogLevel.Error,
        "Messages could not be parked in '{DeadLetterQueue}': {Reason} They stay unacknowledged. Next attempt in {Delay}.")]
    public static partial void ParkingFailed(ILogger logger, string deadLetterQueue, string reason, TimeSpan delay);

    [LoggerMessage(RabbitEventId.DeadLettersFull, LogLevel.Warning,
        "'{DeadLetterQueue}' is full with {Messages} messages: the broker drops the oldest. Inspect them, and remove them.")]
    public static partial void DeadLettersFull(ILogger logger, string deadLetterQueue, uint messages);

    [LoggerMessage(RabbitEventId.DeadLetterQueueDiffers, LogLevel.Warning,
        "'{DeadLetterQueue}' exists with other limits and is used as it is: {Reason}")]
    public static partial void DeadLetterQueueDiffers(ILogger logger, string deadLetterQueue, string reason);

    [LoggerMessage(RabbitEventId.NoRoom, LogLevel.Warning,
        "A compressed message from '{Queue}' found no room to be inflated and {Ending}: {Held} bytes are in flight (memory_budget).")]
    public static partial void NoRoom(ILogger logger, string queue, string ending, long held);

    [LoggerMessage(RabbitEventId.MessagesWithoutRoom, LogLevel.Warning, "{Count} more compressed messages found no room: {Queues}.")]
    public static partial void MessagesWithoutRoom(ILogger logger, int count, string queues);

    [LoggerMessage(RabbitEventId.LateReply, LogLevel.Debug, "A reply arrived that nobody waits for: it is late, a duplicate, or not ours.")]
    public static partial void LateReply(ILogger logger);

    [LoggerMessage(RabbitEventId.ReplyQueueGone, LogLevel.Warning,
        "The reply queue '{Queue}' was gone and is recreated; {Failed} calls failed because their replies were lost with it.")]
    public static partial void ReplyQueueGone(ILogger logger, string queue, int failed);

    [LoggerMessage(RabbitEventId.CallerMissing, LogLevel.Debug,
        "The reply queue '{ReplyTo}' does not exist: replies to it are kept and retried for up to {Patience}.")]
    public static partial void CallerMissing(ILogger logger, string replyTo, TimeSpan patience);

    [LoggerMessage(RabbitEventId.ReplyDropped, LogLevel.Warning,
        "A reply to '{ReplyTo}', whose queue does not exist, was dropped: {Count} replies of {Bytes} bytes are already waiting for their "
            + "callers. Further drops are not logged until fewer are waiting.")]
    public static partial void ReplyDropped(ILogger logger, string replyTo, int count, long bytes);

    [LoggerMessage(RabbitEventId.ReplyRefused, LogLevel.Warning,
        "RabbitMQ does not accept a reply to '{ReplyTo}': {Reason}. Its caller will time out.")]
    public static partial void ReplyRefused(ILogger logger, string replyTo, string reason);

    [LoggerMessage(RabbitEventId.ReplyNotTaken, LogLevel.Warning,
        "The queue '{ReplyTo}' accepts no replies (basic.nack), and no more may wait for it: a reply was dropped. Its caller will time "
            + "out.")]
    public static partial void ReplyNotTaken(ILogger logger, string replyTo);

    [LoggerMessage(RabbitEventId.RepliesNotTaken, LogLevel.Warning, "{Count} more replies were dropped, for {Queues}.")]
    public static partial void RepliesNotTaken(ILogger logger, int count, string queues);

    [LoggerMessage(
        RabbitEventId.ReplyUnsent, LogLevel.Warning, "A reply to '{ReplyTo}', which waited for the broker, was not sent: {Reason}")]
    public static partial void ReplyUnsent(ILogger logger, string replyTo, string reason);

    [LoggerMessage(
        RabbitEventId.RepliesUnsent, LogLevel.Warning, "{Count} more replies that waited for the broker were not sent: {Reasons}.")]
    public static partial void RepliesUnsent(ILogger logger, int count, string reasons);

    [LoggerMessage(RabbitEventId.ReplyAddressRefused, LogLevel.Warning,
        "A call names '{ReplyTo}' for its reply, which is not the name of a reply queue: the reply was dropped (only_reply_queues).")]
    public static partial void ReplyAddressRefused(ILogger logger, string replyTo);

    [LoggerMessage(RabbitEventId.ReplyAddressesRefused, LogLevel.Warning,
        "{Count} more replies were dropped, because they were not addressed to reply queues: {Queues}.")]
    public static partial void ReplyAddressesRefused(ILogger logger, int count, string queues);

    [LoggerMessage(
        RabbitEventId.RepliesUnroutable, LogLevel.Warning,
        "{Count} more reply queues no longer exist: replies to them are dropped for a while. {Queues}.")]
    public static partial void RepliesUnroutable(ILogger logger, int count, string queues);

    [LoggerMessage(
        RabbitEventId.RepliesRefused, LogLevel.Warning, "RabbitMQ did not accept {Count} more replies, and their callers will time out: "
            + "{Reasons}.")]
    public static partial void RepliesRefused(ILogger logger, int count, string reasons);

    [LoggerMessage(RabbitEventId.ReplyUnreadable, LogLevel.Warning, "A reply in queue '{Queue}' cannot be read and was dropped: {Reason}")]
    public static partial void ReplyUnreadable(ILogger logger, string queue, string reason);
}

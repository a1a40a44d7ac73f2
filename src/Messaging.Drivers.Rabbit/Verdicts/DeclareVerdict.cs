using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Verdicts;

/// <summary>The table: the broker's refusal of a declaration → the error that the user gets.</summary>
internal static class DeclareVerdict
{
    /// <summary>Whether the broker itself refused: neither a lost connection nor one that we close.</summary>
    public static bool IsRefusal(OperationInterruptedException error) => error.ShutdownReason is { Initiator: ShutdownInitiator.Peer };

    /// <summary>Whether only durability differs, which is accepted as the broker has it. Only the text says so.</summary>
    public static bool IsDurability(OperationInterruptedException error) =>
        error.ShutdownReason is { ReplyCode: Constants.PreconditionFailed } reason && Argument(reason.ReplyText) == "durable";

    /// <summary>Whether the broker ended a connection because it denies queues that are not durable. Only the text says so.</summary>
    public static bool IsTransientQueueDenied(ShutdownEventArgs reason) =>
        reason is { Initiator: ShutdownInitiator.Peer, ReplyCode: Constants.InternalError }
        && reason.ReplyText.Contains("transient_nonexcl_queues", StringComparison.Ordinal);

    /// <summary>Whether it already exists, with other properties.</summary>
    public static bool IsInequivalent(OperationInterruptedException error) =>
        error.ShutdownReason is { ReplyCode: Constants.PreconditionFailed } reason && Argument(reason.ReplyText) is not null;

    /// <summary>Whether a consumer was refused because of its arguments: asking again is useless.</summary>
    public static bool IsConsumerRefused(OperationInterruptedException error) =>
        IsRefusal(error)
        && error.ShutdownReason is { ReplyCode: Constants.PreconditionFailed or Constants.AccessRefused or Constants.NotImplemented };

    /// <summary>Whether the queue does not exist. Only the text says so.</summary>
    public static bool IsMissing(OperationInterruptedException error) =>
        error.ShutdownReason is { ReplyCode: Constants.NotFound } reason
        && reason.ReplyText.StartsWith("NOT_FOUND - no ", StringComparison.Ordinal);

    /// <summary>Whether the user has no permission.</summary>
    public static bool IsForbidden(OperationInterruptedException error) => error.ShutdownReason is { ReplyCode: Constants.AccessRefused };

    /// <summary>Whether the queue is known but on a node of the cluster that is down, so that it can be neither used nor
    /// declared.</summary>
    public static bool IsOutOfReach(OperationInterruptedException error) =>
        error.ShutdownReason is { ReplyCode: Constants.NotFound } && !IsMissing(error);

    /// <summary>
    /// Whether the queue is known but on a node of the cluster that is down: RabbitMQ 3 says so, RabbitMQ 4 does not answer for a minute.
    /// </summary>
    public static bool IsOutOfReach(Exception error) =>
        error is TimeoutException
            || (error is DeliveryException { InnerException: OperationInterruptedException cause } && IsOutOfReach(cause));

    public static DeliveryException Of(OperationInterruptedException error, string kind, string name) =>
        Of(error, kind, name, $"declare the {kind} '{name}'", "configure");

    /// <summary>The error of a binding: it needs permission to write to the queue, and to read from the exchange.</summary>
    public static DeliveryException OfBinding(OperationInterruptedException error, string queue, string exchange) => Of(
        error, "queue", queue, $"bind the queue '{queue}' to the exchange '{exchange}'",
        AccessRefusal.Read(error.ShutdownReason!.ReplyText)?.Kind == "queue" ? "write" : "read");

    public static DeliveryException OfConsumer(OperationInterruptedException error, string queue) =>
        Of(error, "queue", queue, $"consume from the queue '{queue}'", "read");

    private static DeliveryException Of(OperationInterruptedException error, string kind, string name, string operation, string permission)
    {
        var reason = error.ShutdownReason!;
        return new DeliveryException(
            reason.ReplyCode switch
            {
                Constants.PreconditionFailed when Argument(reason.ReplyText) is { } argument =>
                    Inequivalent(kind, name, argument, reason.ReplyText),
                Constants.AccessRefused when reason.ReplyText.Contains("reserved prefix", StringComparison.Ordinal) =>
                    $"The name of the {kind} '{name}' is reserved ({reason.ReplyText}): names that begin with 'amq.' belong to the broker. "
                        + "Choose another topic, server or exchange.",
                Constants.AccessRefused when AccessRefusal.Read(reason.ReplyText) is { } refusal => refusal.Explain(operation, permission),
                Constants.AccessRefused =>
                    $"The broker's user may not {operation} ({reason.ReplyText}). Give it the {permission} permission for that name.",
                Constants.ResourceLocked =>
                    $"The {kind} '{name}' is exclusive to another connection ({reason.ReplyText}). Choose another name, or close that "
                        + "connection.",
                Constants.PreconditionFailed when reason.ReplyText.Contains(" limit in vhost ", StringComparison.Ordinal) =>
                    $"The broker allows no further {kind} beyond those it has, so '{name}' is not declared ({reason.ReplyText}). Raise "
                        + "the limit (rabbitmqctl set_vhost_limits), or delete those that nobody needs.",
                _ => $"The broker refused the {kind} '{name}' ({reason.ReplyCode} {reason.ReplyText}).",
            },
            IsTransient(reason.ReplyCode),
            error);
    }

    /// <summary>Whether the trouble passes by itself: a node of the cluster is down, or the nodes are electing a leader.</summary>
    private static bool IsTransient(ushort code) => code is Constants.NotFound or Constants.ConnectionForced or Constants.ChannelError
        or Constants.ResourceError or Constants.InternalError;

    private static string Inequivalent(string kind, string name, string argument, string reply) =>
        $"The broker has the {kind} '{name}' already, with other properties: '{argument}' differs ({reply}). "
            + "Use the same options as the services that share it (amqp_durable_queues, amqp_auto_delete, rabbit_quorum_queue, "
            + "rabbit_quorum_delivery_limit, rabbit_quorum_max_memory_*, rabbit_transient_quorum_queue, rabbit_stream_fanout, "
            + "rabbit_ha_queues, rabbit_transient_queues_ttl), "
                + $"or delete the {kind} so that it is recreated.";

    /// <summary>The argument named in the text "inequivalent arg 'x' for ...".</summary>
    private static string? Argument(string reply)
    {
        const string Mark = "inequivalent arg '";
        var start = reply.IndexOf(Mark, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        start += Mark.Length;
        var end = reply.IndexOf('\'', start);
        return end < 0 ? null : reply[start..end];
    }
}

using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Verdicts;

/// <summary>The table: what the broker refused a declaration with → the error that the user gets.</summary>
internal static class DeclareVerdict
{
    /// <summary>Whether the broker itself said no: not a lost connection, and not one that we close.</summary>
    public static bool IsRefusal(OperationInterruptedException error) => error.ShutdownReason is { Initiator: ShutdownInitiator.Peer };

    /// <summary>Whether durability is all that differs, which is taken as the broker has it. The broker says it in its text only.</summary>
    public static bool IsDurability(OperationInterruptedException error) =>
        error.ShutdownReason is { ReplyCode: Constants.PreconditionFailed } reason && Argument(reason.ReplyText) == "durable";

    /// <summary>Whether a connection was ended because the broker takes no queue that is not durable. It says so in its text only.</summary>
    public static bool IsTransientQueueDenied(ShutdownEventArgs reason) =>
        reason is { Initiator: ShutdownInitiator.Peer, ReplyCode: Constants.InternalError }
        && reason.ReplyText.Contains("transient_nonexcl_queues", StringComparison.Ordinal);

    /// <summary>Whether it is there already, with other properties.</summary>
    public static bool IsInequivalent(OperationInterruptedException error) =>
        error.ShutdownReason is { ReplyCode: Constants.PreconditionFailed } reason && Argument(reason.ReplyText) is not null;

    /// <summary>Whether a consumer was refused for what it asks for: asking again is of no use.</summary>
    public static bool IsConsumerRefused(OperationInterruptedException error) =>
        IsRefusal(error)
        && error.ShutdownReason is { ReplyCode: Constants.PreconditionFailed or Constants.AccessRefused or Constants.NotImplemented };

    /// <summary>Whether there is no such queue. The broker says it in its text only.</summary>
    public static bool IsMissing(OperationInterruptedException error) =>
        error.ShutdownReason is { ReplyCode: Constants.NotFound } reason
        && reason.ReplyText.StartsWith("NOT_FOUND - no ", StringComparison.Ordinal);

    /// <summary>Whether the user may not do it.</summary>
    public static bool IsForbidden(OperationInterruptedException error) => error.ShutdownReason is { ReplyCode: Constants.AccessRefused };

    /// <summary>Whether the queue is known but on a node of the cluster that is down, so that it can be neither used nor declared.</summary>
    public static bool IsOutOfReach(OperationInterruptedException error) =>
        error.ShutdownReason is { ReplyCode: Constants.NotFound } && !IsMissing(error);

    /// <summary>
    /// Whether the queue is known but on a node of the cluster that is down: RabbitMQ 3 says so, and RabbitMQ 4 says nothing for a minute.
    /// </summary>
    public static bool IsOutOfReach(Exception error) =>
        error is TimeoutException || (error is DeliveryException { InnerException: OperationInterruptedException cause } && IsOutOfReach(cause));

    public static DeliveryException Of(OperationInterruptedException error, string kind, string name) =>
        Of(error, kind, name, $"declare the {kind} '{name}'", "configure");

    /// <summary>The queue was not bound: that is to write to it, and to read from the exchange.</summary>
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

    /// <summary>Whether it passes by itself: a node of the cluster is down, or the nodes are electing who leads.</summary>
    private static bool IsTransient(ushort code) => code is Constants.NotFound or Constants.ConnectionForced or Constants.ChannelError
        or Constants.ResourceError or Constants.InternalError;

    private static string Inequivalent(string kind, string name, string argument, string reply) =>
        $"The broker already has the {kind} '{name}', with other properties: '{argument}' differs ({reply}). "
            + "Use the same options as the services that share it (amqp_durable_queues, amqp_auto_delete, rabbit_quorum_queue, "
            + "rabbit_quorum_delivery_limit, rabbit_quorum_max_memory_*, rabbit_transient_quorum_queue, rabbit_stream_fanout, "
            + "rabbit_ha_queues, rabbit_transient_queues_ttl), "
                + $"or delete the {kind} so that it is recreated.";

    /// <summary>The argument that the text "inequivalent arg 'x' for ..." names.</summary>
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

using Messaging.Drivers.Rabbit.Settings;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Verdicts;

/// <summary>
/// The table: the reason for which the broker ended an open connection → whether a request was the cause, which one, and what to do.
/// </summary>
internal static class EndVerdict
{
    /// <summary>Judges the end of a connection. Some codes mean a refusal; others may also be an accident of the broker.</summary>
    /// <returns>The error, transient when it may be an accident; null when the connection was lost in another way.</returns>
    public static ConnectionFailedException? Of(ShutdownEventArgs reason, BrokerHost host) =>
        reason.Initiator != ShutdownInitiator.Peer ? null : reason.ReplyCode switch
        {
            Constants.NotAllowed => IsLimit(reason.ReplyText) ? Limit(host, reason.ReplyText, new OperationInterruptedException(reason))
                : Ended(host, reason, isTransient: false),
            Constants.NotImplemented => Ended(host, reason, isTransient: false),
            Constants.FrameError or Constants.SyntaxError or Constants.CommandInvalid or Constants.ChannelError or Constants.UnexpectedFrame
                or Constants.ResourceError or Constants.InternalError => Ended(host, reason, isTransient: true),
            _ => null,
        };

    /// <summary>Whether a 530 is about a number: of channels or connections, of a user, a virtual host or a node.</summary>
    public static bool IsLimit(string reply) => reply.Contains(" limit ", StringComparison.Ordinal);

    /// <summary>The error for too many channels.</summary>
    public static ConnectionFailedException Limit(BrokerHost host, string reply, Exception error) => new(
        $"The broker at {host} ended the connection because a limit is reached ({reply}). Raise the limit (for a user: rabbitmqctl "
            + $"set_user_limits {host.User} '{{\"max-channels\": NUMBER}}'), or use fewer channels: "
            + $"{nameof(RabbitOptions)}.{nameof(RabbitOptions.PublishChannels)}, fewer servers and transports.",
        isTransient: false, error);

    /// <summary>The error for one channel more than both sides agreed on for a connection. The connection stays open.</summary>
    public static DeliveryException ChannelsUsedUp(BrokerHost host, int most, Exception error) => new(
        $"The broker at {host} allows {most} channels per connection (its channel_max), and all are open. Raise that, or use fewer: "
            + $"{nameof(RabbitOptions)}.{nameof(RabbitOptions.PublishChannels)}, fewer servers and listeners on one transport.",
        isTransient: false, error);

    private static ConnectionFailedException Ended(BrokerHost host, ShutdownEventArgs reason, bool isTransient) => new(
        $"The broker at {host} ended the connection for something that this transport asked for ({reason.ReplyCode} {reason.ReplyText}). "
                + "Its log says more. Leave out the option that asks for it; deprecated features can also be permitted there "
                + "(deprecated_features.permit.NAME = true).",
        isTransient, new OperationInterruptedException(reason));
}

using System.Threading.Channels;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Verdicts;

/// <summary>
/// The table: the failure of a publish → whether the channel or connection is at fault (try another) or the message itself.
/// </summary>
internal static class PublishVerdict
{
    /// <summary>Whether the channel ended during the publish, before the message was handed over: it was not sent.</summary>
    public static bool IsEndOfChannel(Exception error) =>
        error is OperationInterruptedException or ChannelClosedException or ObjectDisposedException or IOException
            or OperationCanceledException;

    /// <summary>Whether opening a channel or declaring an exchange failed because the connection was lost, or may be about to be.</summary>
    public static bool IsTransient(Exception error) => IsEndOfChannel(error) || error is TimeoutException;

    public static DeliveryException Unsendable(Exception error) =>
        new($"The message cannot be sent: {error.Message}", isTransient: false, error);
}

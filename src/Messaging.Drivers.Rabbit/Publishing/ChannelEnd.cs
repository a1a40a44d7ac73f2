using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Publishing;

/// <summary>Why a channel ended, and with it the messages that it had not confirmed.</summary>
/// <param name="Reason">The reason in the broker's or the library's words.</param>
/// <param name="IsRefusal">Whether the broker closed this channel alone, for something that was published through it.</param>
internal readonly record struct ChannelEnd(string Reason, bool IsRefusal)
{
    private const int ContentTooLarge = 311;
    private const int NoConsumers = 313;

    public static ChannelEnd Of(ShutdownEventArgs reason) => new(
        $"{reason.ReplyCode} {reason.ReplyText}",
        reason is
        {
            Initiator: ShutdownInitiator.Peer,
            ReplyCode: ContentTooLarge or NoConsumers or Constants.AccessRefused or Constants.NotFound or Constants.ResourceLocked
                or Constants.PreconditionFailed,
        });
}

using Messaging.Drivers.Rabbit.Sending.Messages;

namespace Messaging.Drivers.Rabbit.Sending.Channels;

/// <summary>The publish channels of one connection; chooses the pool through which a message is sent.</summary>
internal sealed class ChannelPools(PublishSession session, RabbitRuntime runtime)
{
    // On these channels the broker confirms each message.
    private readonly ChannelPool _confirming = new(
        () => PublishChannel.OpenAsync(session, runtime.Time), runtime.Settings.PublishChannels, runtime.Background);

    // On these channels one question covers many messages (see Fence).
    private readonly ChannelPool _fenced = new(
        () => PublishChannel.OpenFencedAsync(session, runtime.Time, runtime.Background), runtime.Settings.PublishChannels,
        runtime.Background);

    // Publishing to an exchange that was deleted with its last queue closes the channel. Other messages must not be lost with it.
    private readonly ChannelPool _fleeting = new(
        () => PublishChannel.OpenAsync(session, runtime.Time), runtime.Settings.PublishChannels, runtime.Background);

    // One message at a time: when the broker closes the channel, the cause is certain, and no other message is lost.
    private readonly ChannelPool _alone = new(
        () => PublishChannel.OpenAsync(session, runtime.Time), most: 1, runtime.Background,
        "The broker has not yet answered for an earlier message that is large or doubtful.");

    /// <summary>Chooses the pool for a message, again each time that it is sent.</summary>
    /// <param name="shipment">The message.</param>
    /// <param name="isAlone">Whether the channel is returned only after the broker has answered for the message.</param>
    public ChannelPool For(Shipment shipment, out bool isAlone)
    {
        isAlone = shipment.IsSuspect || session.Sizes.IsUnknown(shipment.Body.Length);
        if (isAlone)
        {
            return _alone;
        }

        if (shipment.Route.Plan is { AutoDelete: true })
        {
            return _fleeting;
        }

        return !runtime.Settings.ConfirmEach && shipment.NeedsNoConfirm && shipment.Route.Trust.Holds(runtime.Time) ? _fenced : _confirming;
    }

    /// <summary>The connection has ended: nobody gets a channel any more.</summary>
    public void Close()
    {
        _confirming.Close();
        _fenced.Close();
        _fleeting.Close();
        _alone.Close();
    }
}

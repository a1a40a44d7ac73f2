using Messaging.Drivers.Rabbit.Sending.Messages;

namespace Messaging.Drivers.Rabbit.Sending.Channels;

/// <summary>The publish channels of one connection, and which of them a message goes through.</summary>
internal sealed class ChannelPools(PublishSession session, RabbitRuntime runtime)
{
    // On these the broker confirms each message.
    private readonly ChannelPool _confirming = new(
        () => PublishChannel.OpenAsync(session, runtime.Time), runtime.Settings.PublishChannels, runtime.Background);

    // On these it is asked about many at once.
    private readonly ChannelPool _fenced = new(
        () => PublishChannel.OpenFencedAsync(session, runtime.Time, runtime.Background), runtime.Settings.PublishChannels,
        runtime.Background);

    // An exchange that goes with its last queue takes along the channel of what is sent to it then, and no other message may go down with it.
    private readonly ChannelPool _fleeting = new(
        () => PublishChannel.OpenAsync(session, runtime.Time), runtime.Settings.PublishChannels, runtime.Background);

    // One message at a time: when the broker closes the channel, there is no doubt for which, and no other goes down with it.
    private readonly ChannelPool _alone = new(
        () => PublishChannel.OpenAsync(session, runtime.Time), most: 1, runtime.Background,
        "The broker has not yet answered for an earlier message that is large or doubtful.");

    /// <summary>The pool for a message now; asked anew each time that it is sent.</summary>
    /// <param name="shipment">The message.</param>
    /// <param name="isAlone">Whether the channel is given back only when the broker has answered for the message.</param>
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

    /// <summary>The connection is gone: nobody gets a channel any more.</summary>
    public void Close()
    {
        _confirming.Close();
        _fenced.Close();
        _fleeting.Close();
        _alone.Close();
    }
}

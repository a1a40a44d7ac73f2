using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Consuming.Content;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>Receives the cancellations of a topic's calls.</summary>
internal sealed class CancelConsumer(IChannel channel, IMessageReceiver receiver, Action<string> onCancelled)
    : DeliveryConsumer(channel, onCancelled)
{
    protected override Task OnDelivery(in Delivery delivery)
    {
        using var content = MessageContent.Read(delivery.Properties, delivery.Body, new ContentLimits(CancelNotice.MostBytes));
        if (content.Fault is null && CancelNotice.TryRead(content.Body, out var call))
        {
            // The broker does not tell who sent it. The id is the proof, because only the caller and its servers know it.
            receiver.OnCancel(new CallCancel(call, TimeLeft: DeliveryHeaders.TimeToLive(delivery.Properties.Expiration)));
        }

        return Task.CompletedTask;
    }
}

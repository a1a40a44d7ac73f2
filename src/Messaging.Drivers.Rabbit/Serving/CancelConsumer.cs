using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Consuming.Content;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>Takes the cancellations of a topic's calls.</summary>
internal sealed class CancelConsumer(IChannel channel, IMessageReceiver receiver, Action<string> onCancelled)
    : DeliveryConsumer(channel, onCancelled)
{
    protected override Task OnDelivery(in Delivery delivery)
    {
        using var content = MessageContent.Read(delivery.Properties, delivery.Body, new ContentLimits(CancelNotice.MostBytes));
        if (content.Fault is null && CancelNotice.TryRead(content.Body, out var call))
        {
            // Who says so the broker does not tell: the id is the proof, which only the caller and its servers know.
            receiver.OnCancel(new CallCancel(call, TimeLeft: DeliveryHeaders.TimeToLive(delivery.Properties.Expiration)));
        }

        return Task.CompletedTask;
    }
}

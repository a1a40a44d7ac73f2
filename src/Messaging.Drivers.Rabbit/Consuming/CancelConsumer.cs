using Messaging.Drivers.Rabbit.Shipping;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>Takes the cancellations of a topic's calls.</summary>
internal sealed class CancelConsumer(IChannel channel, IMessageReceiver receiver, Action<string> onCancelled)
    : DeliveryConsumer(channel, onCancelled)
{
    protected override void OnDelivery(ulong deliveryTag, bool redelivered, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body)
    {
        if (CancelNotice.TryRead(body.Span, out var call))
        {
            receiver.OnCancel(call);
        }
    }
}

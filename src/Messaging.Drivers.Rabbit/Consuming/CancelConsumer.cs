using Messaging.Drivers.Rabbit.Shipping;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>Takes the cancellations of a topic's calls.</summary>
internal sealed class CancelConsumer(IChannel channel, IMessageReceiver receiver, Action<string> onCancelled)
    : DeliveryConsumer(channel, onCancelled)
{
    protected override void OnDelivery(ulong deliveryTag, bool redelivered, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body)
    {
        using var content = MessageContent.Read(properties, body, CancelNotice.MostBytes);
        if (content.Fault is null && CancelNotice.TryRead(content.Body, out var call))
        {
            receiver.OnCancel(call);
        }
    }
}

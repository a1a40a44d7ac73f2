using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>A delivery as the client library passes it on. The body is lent.</summary>
internal readonly record struct Delivery(
    ulong Tag, bool Redelivered, string Exchange, string RoutingKey, IReadOnlyBasicProperties Properties, ReadOnlyMemory<byte> Body);

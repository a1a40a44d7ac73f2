namespace Messaging.Drivers.Amqp1;

/// <summary>The addresses and messages that are used over AMQP 1.0.</summary>
public enum Amqp1Dialect
{
    /// <summary>RabbitMQ's when the broker says that it is RabbitMQ; otherwise those of oslo.messaging's own driver.</summary>
    Automatic,

    /// <summary>
    /// oslo.messaging's exchanges, queues and messages on RabbitMQ: services that use <c>rabbit://</c> are reached, in both languages.
    /// </summary>
    Rabbit,

    /// <summary>Those of the AMQP 1.0 driver that oslo.messaging had up to 14.9, on a broker or router configured for it.</summary>
    Oslo,

    /// <summary>
    /// Existing queues, with addresses by pattern (<see cref="Amqp1Addresses"/>), and the messages of <see cref="Rabbit"/>: for Azure
    /// Service Bus, ActiveMQ Artemis and others.
    /// </summary>
    Generic,
}

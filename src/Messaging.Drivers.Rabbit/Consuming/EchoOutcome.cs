namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>What happened to an <see cref="Echo"/>.</summary>
internal enum EchoOutcome
{
    /// <summary>It could not be sent, which proves nothing.</summary>
    NotSent,

    /// <summary>Its queue does not exist.</summary>
    NoQueue,

    /// <summary>Its queue has no consumer.</summary>
    NoConsumer,

    /// <summary>The broker has it, and a consumer for it.</summary>
    Sent,
}

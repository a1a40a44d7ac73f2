namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>What became of an <see cref="Echo"/>.</summary>
internal enum EchoOutcome
{
    /// <summary>It could not be sent; that says nothing.</summary>
    NotSent,

    /// <summary>Its queue is not there.</summary>
    NoQueue,

    /// <summary>Its queue has no consumer.</summary>
    NoConsumer,

    /// <summary>The broker has it, and a consumer for it.</summary>
    Sent,
}

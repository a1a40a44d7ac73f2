using Amqp;
using Messaging.Drivers.Amqp1.Connections;
using Messaging.Drivers.Amqp1.Dialects;

namespace Messaging.Drivers.Amqp1.Sending;

/// <summary>A message without a reply on its way to the broker, which may have to be sent again on another connection.</summary>
/// <param name="deadline">When to give up.</param>
internal abstract class Shipment(Deadline deadline)
{
    /// <summary>The message, in words that begin the sentence of an error. Built only when there is one.</summary>
    public abstract string What { get; }

    public Deadline Deadline => deadline;

    /// <summary>Whether every receiver at its address gets it.</summary>
    public virtual bool IsToAll(Dialect dialect) => false;

    /// <summary>Declares what must exist first on a connection.</summary>
    public virtual ValueTask PrepareAsync(BrokerSession session, CancellationToken cancellationToken) => default;

    /// <summary>Creates the message, again for each attempt.</summary>
    /// <exception cref="SerializationException">The message cannot be written.</exception>
    public abstract Message Make(Dialect dialect);
}

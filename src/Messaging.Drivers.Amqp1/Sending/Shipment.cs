using Amqp;
using Messaging.Drivers.Amqp1.Connections;
using Messaging.Drivers.Amqp1.Dialects;

namespace Messaging.Drivers.Amqp1.Sending;

/// <summary>A message without a reply on its way to the broker, which may have to be sent again on another connection.</summary>
/// <param name="deadline">When to give up.</param>
internal abstract class Shipment(Deadline deadline)
{
    /// <summary>Names the message, in words that can begin an error. Read only when there is an error.</summary>
    public abstract string What { get; }

    public Deadline Deadline => deadline;

    /// <summary>Whether every receiver at the address gets the message.</summary>
    public virtual bool IsToAll(Dialect dialect) => false;

    /// <summary>Prepares what the message needs on a connection before it is sent.</summary>
    public virtual ValueTask PrepareAsync(BrokerSession session, CancellationToken cancellationToken) => default;

    /// <summary>Makes the message; called for every attempt.</summary>
    /// <exception cref="SerializationException">The message cannot be serialized.</exception>
    public abstract Message Make(Dialect dialect);
}

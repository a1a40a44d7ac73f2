using Amqp;
using Messaging.Drivers.Amqp1.Connections;
using Messaging.Drivers.Amqp1.Dialects;

namespace Messaging.Drivers.Amqp1.Sending;

/// <summary>Something without a reply that is on its way to the broker, and may have to be sent again on another connection.</summary>
/// <param name="deadline">When to give up.</param>
internal abstract class Shipment(Deadline deadline)
{
    /// <summary>What it is, in words that begin the sentence of an error. Asked for when there is one, and not before.</summary>
    public abstract string What { get; }

    public Deadline Deadline => deadline;

    /// <summary>Whether all who receive at its address get it.</summary>
    public virtual bool IsToAll(Dialect dialect) => false;

    /// <summary>Sees to what must be there first on a connection.</summary>
    public virtual ValueTask PrepareAsync(BrokerSession session, CancellationToken cancellationToken) => default;

    /// <summary>Makes the message, anew each time it is sent.</summary>
    /// <exception cref="SerializationException">It cannot be written.</exception>
    public abstract Message Make(Dialect dialect);
}

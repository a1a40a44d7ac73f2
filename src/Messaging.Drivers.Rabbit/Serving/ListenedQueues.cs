using Messaging.Drivers.Rabbit.Serving.Parking;
using Messaging.Drivers.Rabbit.Topology;

namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>The queues of one listener, under their current names, and their exchanges and bindings.</summary>
/// <param name="deadLetters">Where messages that can never be handled are parked; null for nowhere.</param>
internal abstract class ListenedQueues(DeadLetterOffice? deadLetters) : IDisposable
{
    /// <summary>What is consumed, for the log.</summary>
    public abstract string Name { get; }

    public DeadLetterOffice? DeadLetters { get; } = deadLetters;

    /// <summary>The queues whose messages the receiver gets.</summary>
    public abstract string[] Consumed { get; }

    /// <summary>The queue of cancellations, or null.</summary>
    public virtual string? Cancels => null;

    /// <summary>
    /// The queues that have consumers and no messages as long as all is well. Streams are excluded, because their messages stay.
    /// </summary>
    public IEnumerable<string> Watched
    {
        get
        {
            var queues = Consumed.Where(queue => queue != Stream?.Stream);
            return Cancels is { } cancels ? queues.Append(cancels) : queues;
        }
    }

    /// <summary>The consumed queue that no other listener reads and that is deleted with this one, or null.</summary>
    public virtual string? Own => null;

    /// <summary>The read position of the consumed queue that is a stream; null when none is.</summary>
    public virtual StreamPosition? Stream => null;

    /// <summary>Everything that must exist before consuming starts.</summary>
    public Blueprint Blueprint()
    {
        var blueprint = new Blueprint();
        AddTo(blueprint);
        DeadLetters?.AddTo(blueprint);
        return blueprint;
    }

    /// <summary>Releases the names.</summary>
    public virtual void Dispose()
    {
    }

    protected abstract void AddTo(Blueprint blueprint);
}

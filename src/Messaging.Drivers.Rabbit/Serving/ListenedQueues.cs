using Messaging.Drivers.Rabbit.Serving.Parking;
using Messaging.Drivers.Rabbit.Topology;

namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>The queues of one listener, under the names that they have now, and what leads to them.</summary>
/// <param name="deadLetters">Where what can never be handled is parked; null for nowhere.</param>
internal abstract class ListenedQueues(DeadLetterOffice? deadLetters) : IDisposable
{
    /// <summary>What is consumed, for the log.</summary>
    public abstract string Name { get; }

    public DeadLetterOffice? DeadLetters { get; } = deadLetters;

    /// <summary>Those whose messages the receiver gets.</summary>
    public abstract string[] Consumed { get; }

    /// <summary>The queue of cancellations, or null.</summary>
    public virtual string? Cancels => null;

    /// <summary>Those that have consumers and no messages as long as all is well. A stream is none of them, for its messages stay.</summary>
    public IEnumerable<string> Watched
    {
        get
        {
            var queues = Consumed.Where(queue => queue != Stream?.Stream);
            return Cancels is { } cancels ? queues.Append(cancels) : queues;
        }
    }

    /// <summary>The one of those consumed that no other reads and that goes with the listener, or null.</summary>
    public virtual string? Own => null;

    /// <summary>How far the one of those consumed is read that is a stream; null when none is.</summary>
    public virtual StreamPosition? Stream => null;

    /// <summary>Everything that has to be there before anything is consumed.</summary>
    public Blueprint Blueprint()
    {
        var blueprint = new Blueprint();
        AddTo(blueprint);
        DeadLetters?.AddTo(blueprint);
        return blueprint;
    }

    /// <summary>Gives the names back.</summary>
    public virtual void Dispose()
    {
    }

    protected abstract void AddTo(Blueprint blueprint);
}

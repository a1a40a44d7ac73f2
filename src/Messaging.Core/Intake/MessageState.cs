using System.Runtime.InteropServices;
using Messaging.Drivers;

namespace Messaging.Intake;

/// <summary>
/// What has become of a message between its arrival and its ending: whether it waits, has begun or went back, whether it has its ending,
/// and the copies of it that came meanwhile. A field of the message in hand, not to be copied.
/// </summary>
internal struct MessageState
{
    private const int Waits = 0;
    private const int Begun = 1;
    private const int WentBack = 2;

    private List<IncomingMessage>? _copies;
    private int _phase;
    private int _ended;

    /// <summary>Begins the work.</summary>
    /// <returns>False when the message went back: it is not to be touched.</returns>
    public bool TryBegin() => Interlocked.CompareExchange(ref _phase, Begun, Waits) == Waits;

    /// <summary>Takes the message from the waiting ones, to give it back.</summary>
    /// <returns>False when it has begun, or went back before.</returns>
    public bool TryGiveBack() => Interlocked.CompareExchange(ref _phase, WentBack, Waits) == Waits;

    /// <summary>Takes the right to call the message's ending, which there is once.</summary>
    public bool TryEnd() => Interlocked.Exchange(ref _ended, 1) == 0;

    /// <summary>The same message again. Called under the lock of those in hand.</summary>
    public void AddCopy(IncomingMessage copy) => (_copies ??= []).Add(copy);

    /// <summary>The copies, which the caller ends. Called once the message is not among those in hand.</summary>
    public readonly ReadOnlySpan<IncomingMessage> Copies => CollectionsMarshal.AsSpan(_copies);

    /// <summary>The message is done with, or is taken to be.</summary>
    /// <returns>False when it has its ending.</returns>
    public bool Acknowledge(IncomingMessage message)
    {
        var isFirst = TryEnd();
        if (isFirst)
        {
            message.Acknowledge();
        }

        return isFirst;
    }

    /// <summary>Acknowledges the message, if it runs, and the copies that came until now. Called under the lock of those in hand.</summary>
    /// <returns>False when it waits, or has its ending.</returns>
    public bool AcknowledgeEarly(IncomingMessage message)
    {
        if (Volatile.Read(ref _phase) != Begun)
        {
            return false;
        }

        foreach (var copy in Copies)
        {
            copy.Acknowledge();
        }

        _copies = null;
        return Acknowledge(message);
    }
}

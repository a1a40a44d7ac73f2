using System.Runtime.InteropServices;
using Messaging.Drivers;

namespace Messaging.Intake;

/// <summary>
/// The state of a message between its arrival and its settlement: whether it waits, has begun or went back, whether it is settled, and the
/// copies of it that arrived meanwhile. A field of the message in flight; must not be copied.
/// </summary>
internal struct MessageState
{
    private const int Waits = 0;
    private const int Begun = 1;
    private const int WentBack = 2;

    private List<IncomingMessage>? _copies;
    private int _phase;
    private int _ended;

    /// <summary>Starts the work.</summary>
    /// <returns>False when the message went back: it must not be touched.</returns>
    public bool TryBegin() => Interlocked.CompareExchange(ref _phase, Begun, Waits) == Waits;

    /// <summary>Claims a waiting message, to give it back.</summary>
    /// <returns>False when it has begun, or already went back.</returns>
    public bool TryGiveBack() => Interlocked.CompareExchange(ref _phase, WentBack, Waits) == Waits;

    /// <summary>Claims the right to settle the message, which exists once.</summary>
    public bool TryEnd() => Interlocked.Exchange(ref _ended, 1) == 0;

    /// <summary>Adds a copy of the message. Called under the lock of the messages in flight.</summary>
    public void AddCopy(IncomingMessage copy) => (_copies ??= []).Add(copy);

    /// <summary>The copies, which the caller settles. Called once the message is no longer in flight.</summary>
    public readonly ReadOnlySpan<IncomingMessage> Copies => CollectionsMarshal.AsSpan(_copies);

    /// <summary>Marks the message as done, or as if it were.</summary>
    /// <returns>False when it is already settled.</returns>
    public bool Acknowledge(IncomingMessage message)
    {
        var isFirst = TryEnd();
        if (isFirst)
        {
            message.Acknowledge();
        }

        return isFirst;
    }

    /// <summary>Acknowledges the message, if it is running, and the copies that have arrived. Called under the lock of the messages in
    /// flight.</summary>
    /// <returns>False when it is waiting, or already settled.</returns>
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

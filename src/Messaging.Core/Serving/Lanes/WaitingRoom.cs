namespace Messaging.Serving;

/// <summary>The slots for calls that wait in the lanes of one server. Casts need none: they wait without limit.</summary>
internal sealed class WaitingRoom(int? places)
{
    private int _taken;

    /// <summary>How many calls are waiting.</summary>
    public int Taken => Math.Max(0, Volatile.Read(ref _taken));

    /// <summary>Takes a slot for a message that cannot begin at once.</summary>
    /// <returns>False when the room is full: the call must be refused.</returns>
    public bool TryEnter(ILaneCall call)
    {
        if (!call.IsCall || Interlocked.Increment(ref _taken) <= (places ?? int.MaxValue))
        {
            return true;
        }

        Interlocked.Decrement(ref _taken);
        return false;
    }

    /// <summary>Releases the slot of a message that begins.</summary>
    public void Leave(ILaneCall call)
    {
        if (call.IsCall)
        {
            Interlocked.Decrement(ref _taken);
        }
    }
}

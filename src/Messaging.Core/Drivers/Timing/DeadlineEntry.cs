namespace Messaging.Drivers;

/// <summary>An item with a deadline, kept in a <see cref="DeadlineWheel"/>.</summary>
public abstract class DeadlineEntry
{
    internal DeadlineEntry? Previous;
    internal DeadlineEntry? Next;
    internal long DueTick;
    internal int Bucket = -1;

    /// <summary>The time is over. Called once, on a timer's thread, outside every lock of the wheel; the entry is no longer in
    /// it.</summary>
    protected internal abstract void OnDue();
}

namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>
/// Tells, tick by tick, when to bind queues again. Nobody can see that a binding is gone, and to bind costs the broker a write: so it is done
/// when messages have come and then cease, for that may be why, and else now and then.
/// </summary>
internal sealed class RestorePace
{
    /// <summary>After how many ticks it is done in any case: six intervals, which by default are a minute.</summary>
    public const int MaxTicks = 6 * Silence.TicksAnInterval;

    private long _work;
    private int _ticks;

    /// <summary>Asked once a tick.</summary>
    /// <param name="isQuiet">Whether it is looked why nothing comes.</param>
    /// <param name="work">How many messages have come.</param>
    public bool IsDue(bool isQuiet, long work)
    {
        if (++_ticks < MaxTicks && !(isQuiet && work != _work))
        {
            return false;
        }

        _ticks = 0;
        _work = work;
        return true;
    }
}

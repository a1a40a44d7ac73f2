namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>
/// Decides, tick by tick, when to bind queues again. A missing binding cannot be seen, and binding costs the broker a write. So it is done
/// when messages have come and then stop, which may be the reason, and otherwise now and then.
/// </summary>
internal sealed class RestorePace
{
    /// <summary>After how many ticks it is done in any case: six intervals, by default a minute.</summary>
    public const int MaxTicks = 6 * Silence.TicksAnInterval;

    private long _work;
    private int _ticks;

    /// <summary>To be called once a tick.</summary>
    /// <param name="isQuiet">Whether silence is being investigated.</param>
    /// <param name="work">How many messages have arrived.</param>
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

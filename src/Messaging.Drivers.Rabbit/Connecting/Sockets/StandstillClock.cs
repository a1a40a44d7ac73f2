namespace Messaging.Drivers.Rabbit.Connecting.Sockets;

/// <summary>
/// Tells a timer whether silence is meaningful now. It is not after the process or its machine stood still, because what arrived from the
/// network in the meantime has not been read yet.
/// </summary>
internal sealed class StandstillClock(TimeSpan period, TimeProvider time)
{
    private long _last = time.GetTimestamp();
    private long _awake = time.GetTimestamp() - time.TimestampFrequency * 86_400;

    /// <summary>
    /// To be called once a tick: whether ticks came in time, for at least one period. After a standstill a timer catches up with an
    /// immediate tick; that one is too early to mean anything.
    /// </summary>
    public bool IsSteady()
    {
        var now = time.GetTimestamp();
        var last = Interlocked.Exchange(ref _last, now);
        if (time.GetElapsedTime(last, now) > 2 * period)
        {
            Volatile.Write(ref _awake, now);
            return false;
        }

        return time.GetElapsedTime(Volatile.Read(ref _awake), now) >= period;
    }
}

namespace Messaging.Drivers.Rabbit.Connecting.Sockets;

/// <summary>
/// Tells a timer whether silence means anything now. It does not when the process, or its machine, stood still: what came from the network
/// meanwhile is not read yet.
/// </summary>
internal sealed class StandstillClock(TimeSpan period, TimeProvider time)
{
    private long _last = time.GetTimestamp();
    private long _awake = time.GetTimestamp() - time.TimestampFrequency * 86_400;

    /// <summary>
    /// To be asked once a tick: whether ticks came in time, for a period at least. After a standstill a timer makes up for a tick at once;
    /// that one is too early to say anything.
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

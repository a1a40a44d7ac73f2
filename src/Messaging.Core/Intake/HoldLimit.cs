using Messaging.Drivers;

namespace Messaging.Intake;

/// <summary>
/// Sees to it that no message is in hand for longer than the driver may keep it: what runs is acknowledged before it is done, what waits
/// goes back. One entry of the wheel looks through all that is in hand, so that a message costs nothing.
/// </summary>
/// <param name="inHand">The messages.</param>
/// <param name="wheel">The clock.</param>
/// <param name="log">Told of a message and whether it runs, and so was acknowledged; else it went back.</param>
internal sealed class HoldLimit<T>(MessagesInHand<T> inHand, DeadlineWheel wheel, Action<T, bool> log) : DeadlineEntry
    where T : class, IMessageInHand
{
    private const int LooksPerLimit = 8;

    private TimeSpan _limit;

    /// <summary>Begins to look. Nothing is in hand for longer than nine eighths of the limit.</summary>
    public void Start(TimeSpan limit)
    {
        _limit = limit;
        if (limit != Timeout.InfiniteTimeSpan)
        {
            wheel.Set(this, limit / LooksPerLimit);
        }
    }

    protected internal override void OnDue()
    {
        var (acknowledged, waiting) = inHand.EndOlderThan(_limit);
        foreach (var message in acknowledged)
        {
            log(message, true);
        }

        foreach (var message in waiting)
        {
            if (message.TryGiveBack())
            {
                log(message, false);
            }
        }

        wheel.Set(this, _limit / LooksPerLimit);
    }
}

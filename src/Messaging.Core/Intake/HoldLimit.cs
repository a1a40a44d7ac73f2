using Messaging.Drivers;

namespace Messaging.Intake;

/// <summary>
/// Ensures that no message is in flight for longer than the driver may keep it: a running message is acknowledged before it is done, a
/// waiting one goes back. One entry of the wheel checks all messages in flight, so that a message costs nothing.
/// </summary>
/// <param name="inHand">The messages.</param>
/// <param name="wheel">The clock.</param>
/// <param name="log">Called with a message and whether it runs: a running one was acknowledged, another went back.</param>
internal sealed class HoldLimit<T>(MessagesInHand<T> inHand, DeadlineWheel wheel, Action<T, bool> log) : DeadlineEntry
    where T : class, IMessageInHand
{
    private const int LooksPerLimit = 8;

    private TimeSpan _limit;

    /// <summary>Starts checking. Nothing is in flight for longer than nine eighths of the limit.</summary>
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

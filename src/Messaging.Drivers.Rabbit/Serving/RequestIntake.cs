using Messaging.Drivers.Rabbit.Consuming.Content;

namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>What a listener takes in: how large, how much at a time, and in which order.</summary>
/// <param name="limits">How large a message may be.</param>
/// <param name="budget">What is in hand.</param>
/// <param name="holdLimit">How long a message may wait for room.</param>
/// <param name="keepOrder">Whether what comes behind a message waits until that is inflated.</param>
/// <param name="time">The clock.</param>
/// <param name="onFailed">Told of what must not happen.</param>
internal sealed class RequestIntake(
    ContentLimits limits, IntakeBudget budget, TimeSpan holdLimit, bool keepOrder, TimeProvider time, Action<Exception> onFailed)
{
    public ContentLimits Limits { get; } = limits;

    public IntakeBudget Budget { get; } = budget;

    public TimeProvider Time { get; } = time;

    /// <summary>How long a message may wait for room.</summary>
    public TimeSpan HoldLimit { get; } = holdLimit;

    /// <summary>What is to be inflated.</summary>
    public InflateQueue Queue { get; } = new(budget, onFailed);

    /// <summary>Inflates a message, when there is room.</summary>
    /// <returns>When the next delivery may be looked at.</returns>
    public Task Inflate(CompressedMessage message)
    {
        Queue.Add(message);
        return keepOrder ? message.Ended : Task.CompletedTask;
    }
}

using Messaging.Drivers.Rabbit.Consuming.Content;
using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Serving.Replies;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>What the consumers of one listener share: who gets what they take, how large, how much at a time, and in which order.</summary>
internal sealed class RequestIntake(IMessageReceiver receiver, ListenOptions options, ServerSide side)
{
    public IMessageReceiver Receiver { get; } = receiver;

    /// <summary>The way of the replies.</summary>
    public ReplyOutbox Replies { get; } = side.Replies;

    /// <summary>How large a message may be.</summary>
    public ContentLimits Limits { get; } = new(side.Runtime.Context.MaxMessageSize, side.Runtime.Settings.MaxCompressionRatio);

    /// <summary>What is in hand.</summary>
    public IntakeBudget Budget { get; } = side.Budget;

    public TimeProvider Time { get; } = side.Runtime.Time;

    public ILogger Logger { get; } = side.Runtime.Logger;

    /// <summary>How long a message may wait for room.</summary>
    public TimeSpan HoldLimit { get; } = side.Runtime.Settings.HoldLimit;

    /// <summary>What is to be inflated.</summary>
    public InflateQueue Queue { get; } = new(side.Budget, error => RabbitLog.BackgroundFailed(side.Runtime.Logger, error));

    /// <summary>Inflates a message, when there is room.</summary>
    /// <returns>When the next delivery may be looked at: at once, unless what comes behind has to wait for it.</returns>
    public Task Inflate(CompressedMessage message)
    {
        Queue.Add(message);
        return options.KeepOrder ? message.Ended : Task.CompletedTask;
    }
}

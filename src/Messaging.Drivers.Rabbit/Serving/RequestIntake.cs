using Messaging.Drivers.Rabbit.Consuming.Content;
using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Serving.Replies;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>What the consumers of one listener share: the receiver of their messages, and the limits on size, number and order.</summary>
internal sealed class RequestIntake(IMessageReceiver receiver, ListenOptions options, ServerSide side)
{
    public IMessageReceiver Receiver { get; } = receiver;

    /// <summary>Sends the replies.</summary>
    public ReplyOutbox Replies { get; } = side.Replies;

    /// <summary>The limits on the size of a message.</summary>
    public ContentLimits Limits { get; } = new(side.Runtime.Context.MaxMessageSize, side.Runtime.Settings.MaxCompressionRatio);

    /// <summary>Limits the bytes in flight.</summary>
    public IntakeBudget Budget { get; } = side.Budget;

    public TimeProvider Time { get; } = side.Runtime.Time;

    public ILogger Logger { get; } = side.Runtime.Logger;

    /// <summary>How long a message may wait for room.</summary>
    public TimeSpan HoldLimit { get; } = side.Runtime.Settings.HoldLimit;

    /// <summary>The messages to be inflated.</summary>
    public InflateQueue Queue { get; } = new(side.Budget, error => RabbitLog.BackgroundFailed(side.Runtime.Logger, error));

    /// <summary>Inflates a message when there is room.</summary>
    /// <returns>Completes when the next delivery may be processed: at once, unless later messages have to wait for this one.</returns>
    public Task Inflate(CompressedMessage message)
    {
        Queue.Add(message);
        return options.KeepOrder ? message.Ended : Task.CompletedTask;
    }
}

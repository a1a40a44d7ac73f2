using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Settings;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit.Connecting;

/// <summary>Whether the broker takes messages through a connection: it does not while it has an alarm of memory or disk.</summary>
internal sealed class PublishStop(BrokerHost host, TimeProvider time, ILogger logger)
{
    private volatile TaskCompletionSource? _stopped;

    /// <summary>Why it takes none, or null when it does.</summary>
    public string? Reason { get; private set; }

    /// <summary>Since when it takes none.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>Ends when it takes messages; null when it does now.</summary>
    public Task? Over => _stopped?.Task;

    /// <summary>It takes no more.</summary>
    public void Begin(string reason)
    {
        Since = time.GetUtcNow();
        Reason = reason;
        if (Interlocked.CompareExchange(
            ref _stopped, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null) is null)
        {
            RabbitLog.Blocked(logger, host.ToString(), reason);
        }
    }

    /// <summary>It takes messages again.</summary>
    public void End()
    {
        Reason = null;
        if (Interlocked.Exchange(ref _stopped, null) is { } stopped)
        {
            RabbitLog.Unblocked(logger, host.ToString(), time.GetUtcNow() - Since);
            stopped.TrySetResult();
        }
    }

    /// <summary>The connection is gone, and those who wait go on to the next.</summary>
    public void Release() => Interlocked.Exchange(ref _stopped, null)?.TrySetResult();
}

using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Settings;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit.Connecting;

/// <summary>Whether the broker accepts messages through a connection: it does not while it has a memory or disk alarm.</summary>
internal sealed class PublishStop(BrokerHost host, TimeProvider time, ILogger logger)
{
    private volatile TaskCompletionSource? _stopped;

    /// <summary>Why the broker accepts no messages; null while it does.</summary>
    public string? Reason { get; private set; }

    /// <summary>Since when it accepts no messages.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>Completes when the broker accepts messages again; null when it does now.</summary>
    public Task? Over => _stopped?.Task;

    /// <summary>The broker stopped accepting messages.</summary>
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

    /// <summary>The broker accepts messages again.</summary>
    public void End()
    {
        Reason = null;
        if (Interlocked.Exchange(ref _stopped, null) is { } stopped)
        {
            RabbitLog.Unblocked(logger, host.ToString(), time.GetUtcNow() - Since);
            stopped.TrySetResult();
        }
    }

    /// <summary>The connection has ended: waiting senders continue with the next one.</summary>
    public void Release() => Interlocked.Exchange(ref _stopped, null)?.TrySetResult();
}

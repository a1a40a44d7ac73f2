namespace Messaging;

/// <summary>The settings of a notification listener. Read when the listener is created.</summary>
public sealed class NotificationListenerOptions
{
    /// <summary>The name of a pool, or null. Listeners of the same pool share its notifications; each pool gets a copy of all.</summary>
    /// <value>Null: listeners share the queues of the topics themselves. When pools are used, at least one listener without a pool is
    /// needed, or those queues fill up.</value>
    public string? Pool { get; set; }

    /// <summary>Whether <see cref="NotificationResult.Requeue"/>, or a failing method, returns the notification to its queue. Otherwise it
    /// is still acknowledged, and logged.</summary>
    /// <value>False, as in oslo.messaging: a notification that always fails would be redelivered for ever.</value>
    public bool AllowRequeue { get; set; }

    /// <summary>How many notifications methods get at once; above 1 they take a list.</summary>
    /// <value>1: methods take one notification.</value>
    public int BatchSize { get; set; } = 1;

    /// <summary>How long the first notification of a batch waits for the others; <see cref="Timeout.InfiniteTimeSpan"/> for no limit, as in
    /// oslo.messaging.</summary>
    /// <value>1 second.</value>
    public TimeSpan BatchTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many notifications, or batches, are handled at a time; 1 keeps their order.</summary>
    /// <value>64.</value>
    public int Concurrency { get; set; } = 64;

    /// <summary>The most notifications that the broker delivers before one of them is settled.</summary>
    /// <value>Null: as many as may be handled at a time; for batches, two batches.</value>
    public int? Prefetch { get; set; }

    /// <summary>How long <see cref="NotificationListener.StopAsync"/> waits for running methods before it cancels them.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Transforms payloads and contexts when they arrive, before the filters check them, as oslo.messaging's <c>serializer</c>
    /// does.</summary>
    /// <value>Null: they are used as they were sent.</value>
    public EntitySerializer? EntitySerializer { get; set; }

    internal int EffectivePrefetch => Prefetch ?? (BatchSize == 1 ? Concurrency : 2 * BatchSize);

    internal void Validate()
    {
        if (Pool is not null)
        {
            TargetRules.CheckName(nameof(Pool), Pool);
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(BatchSize, 30_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(Concurrency, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Concurrency, 60_000);
        Timeouts.Check(BatchTimeout, nameof(BatchTimeout));
        if (Prefetch is { } prefetch)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(prefetch, BatchSize, nameof(Prefetch));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(prefetch, ushort.MaxValue, nameof(Prefetch));
        }

        Timeouts.Check(DrainTimeout, nameof(DrainTimeout));
    }
}

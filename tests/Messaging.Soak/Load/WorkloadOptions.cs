namespace Messaging.Soak.Load;

/// <summary>How much load there is.</summary>
internal sealed record WorkloadOptions
{
    public int Callers { get; init; } = 64;

    /// <summary>How long a caller waits, on average, before its next call.</summary>
    public TimeSpan ThinkTime { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>One call of so many is marked as one that may run twice.</summary>
    public int IdempotentEvery { get; init; } = 4;

    public int CastsPerSecond { get; init; } = 1000;

    /// <summary>The most casts that wait for their confirms; no more are made meanwhile.</summary>
    public int MostCastsInFlight { get; init; } = 30_000;

    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan CastTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How much later than its timeout a call may end.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(1);
}

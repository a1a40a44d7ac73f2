namespace Messaging.Drivers;

/// <summary>
/// How long to wait before the next attempt: twice as long each time up to a limit, with jitter that shortens it by up to half, so that
/// many clients do not connect at once.
/// </summary>
/// <remarks>Not for concurrent use.</remarks>
public sealed class Backoff
{
    private readonly TimeSpan _first;
    private readonly TimeSpan _longest;
    private readonly Random _random;
    private TimeSpan _next;

    /// <summary>Creates a backoff without failures.</summary>
    /// <param name="first">The longest wait after the first failure; more than zero.</param>
    /// <param name="longest">The longest wait after any failure.</param>
    /// <param name="random">The source of the jitter, or null for <see cref="Random.Shared"/>.</param>
    public Backoff(TimeSpan first, TimeSpan longest, Random? random = null)
    {
        _first = first;
        _longest = longest;
        _random = random ?? Random.Shared;
        _next = first;
    }

    /// <summary>Records a failure.</summary>
    /// <returns>How long to wait now.</returns>
    public TimeSpan Next()
    {
        var wait = _next;
        _next = wait * 2 < _longest ? wait * 2 : _longest;
        return wait * (1 - (_random.NextDouble() / 2));
    }

    /// <summary>Records a success: the next failure starts again with the first wait.</summary>
    public void Reset() => _next = _first;
}

namespace Messaging.Drivers;

/// <summary>
/// How long to wait before the next attempt: twice as long each time up to a limit, and by chance up to half of it less, so that many
/// clients do not come at once.
/// </summary>
/// <remarks>Not for concurrent use.</remarks>
public sealed class Backoff
{
    private readonly TimeSpan _first;
    private readonly TimeSpan _longest;
    private readonly Random _random;
    private TimeSpan _next;

    /// <summary>Creates one that has seen no failure.</summary>
    /// <param name="first">The longest wait after the first failure; more than zero.</param>
    /// <param name="longest">The longest wait after any.</param>
    /// <param name="random">The chance, or null for <see cref="Random.Shared"/>.</param>
    public Backoff(TimeSpan first, TimeSpan longest, Random? random = null)
    {
        _first = first;
        _longest = longest;
        _random = random ?? Random.Shared;
        _next = first;
    }

    /// <summary>It failed.</summary>
    /// <returns>How long to wait now.</returns>
    public TimeSpan Next()
    {
        var wait = _next;
        _next = wait * 2 < _longest ? wait * 2 : _longest;
        return wait * (1 - (_random.NextDouble() / 2));
    }

    /// <summary>It worked: the next failure waits the first wait again.</summary>
    public void Reset() => _next = _first;
}

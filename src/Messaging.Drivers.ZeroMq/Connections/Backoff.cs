namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>
/// How long to wait before the next attempt: twice as long each time up to a limit, and by chance up to half of it less, so that many
/// clients do not come at once.
/// </summary>
internal sealed class Backoff
{
    private readonly TimeSpan _first;
    private readonly TimeSpan _longest;
    private readonly Random _random;
    private TimeSpan _next;

    public Backoff(TimeSpan first, TimeSpan longest, Random random)
    {
        _first = first;
        _longest = longest;
        _random = random;
        _next = first;
    }

    public TimeSpan Next()
    {
        var wait = _next;
        _next = wait * 2 < _longest ? wait * 2 : _longest;
        return wait * (1 - (_random.NextDouble() / 2));
    }

    /// <summary>It worked: the next failure waits the first wait again.</summary>
    public void Reset() => _next = _first;
}

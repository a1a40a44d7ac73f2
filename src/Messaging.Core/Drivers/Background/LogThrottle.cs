using System.Globalization;
using System.Text;

namespace Messaging.Drivers;

/// <summary>
/// Throttles log entries that a peer can cause in any number: the first is logged at once, the following ones are counted and logged
/// together, at most once a minute. After a minute without one it starts over.
/// </summary>
/// <remarks>Safe for any number of threads. Its memory is bounded, whatever peers send.</remarks>
public sealed class LogThrottle : IDisposable
{
    private const int MaxKinds = 8;
    private const int MaxText = 200;

    private readonly Action<int, string> _sayGathered;
    private readonly TimeSpan _interval;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, (int Count, string Last)> _kinds = new(StringComparer.Ordinal);
    private int _others;
    private bool _isGathering;
    private bool _isDisposed;

    /// <summary>Creates a throttle without entries.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="sayGathered">Logs how many there were, with the number and the last one of each kind, such as <c>9 × wrong password
    /// (the last: 10.0.0.7)</c>. Called from any thread, never twice at the same time within an interval; it must not throw.</param>
    /// <param name="interval">How long entries are counted before they are logged.</param>
    /// <value>The interval is a minute unless given.</value>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The interval is zero or negative.</exception>
    public LogThrottle(TimeProvider time, Action<int, string> sayGathered, TimeSpan? interval = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(sayGathered);
        _sayGathered = sayGathered;
        _interval = interval ?? TimeSpan.FromMinutes(1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_interval, TimeSpan.Zero, nameof(interval));
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
        {
            _timer = time.CreateTimer(
                static throttle => ((LogThrottle)throttle!).OnDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Records an event that would be logged.</summary>
    /// <param name="kind">The kind of event, always in the same words: a reason.</param>
    /// <param name="which">What it happened to: an address, a name.</param>
    /// <returns>Whether to log it now, as an entry of its own. Otherwise it is counted.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public bool IsNews(string kind, string which)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(which);
        lock (_lock)
        {
            if (_isDisposed)
            {
                return true;
            }

            if (!_isGathering)
            {
                _isGathering = true;
                _timer.Change(_interval, Timeout.InfiniteTimeSpan);
                return true;
            }

            kind = Cut(kind);
            if (_kinds.TryGetValue(kind, out var known))
            {
                _kinds[kind] = (known.Count + 1, Cut(which));
            }
            else if (_kinds.Count < MaxKinds)
            {
                _kinds[kind] = (1, Cut(which));
            }
            else
            {
                _others++;
            }

            return false;
        }
    }

    /// <summary>Logs what was counted, and stops counting: from now on every event is logged.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        _timer.Dispose();
        Say();
    }

    private void OnDue()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            if (_kinds.Count == 0)
            {
                _isGathering = false;
                return;
            }
        }

        Say();
        _timer.Change(_interval, Timeout.InfiniteTimeSpan);
    }

    private void Say()
    {
        var count = 0;
        var text = new StringBuilder();
        lock (_lock)
        {
            foreach (var (kind, (times, last)) in _kinds)
            {
                count += times;
                text.Append(text.Length == 0 ? "" : "; ").Append(CultureInfo.InvariantCulture, $"{times} × {kind} (the last: {last})");
            }

            if (_others > 0)
            {
                count += _others;
                text.Append(CultureInfo.InvariantCulture, $"; {_others} × for other reasons");
            }

            _kinds.Clear();
            _others = 0;
        }

        if (count > 0)
        {
            _sayGathered(count, text.ToString());
        }
    }

    private static string Cut(string text) => text.Length <= MaxText ? text : text[..MaxText] + "...";
}

using System.Diagnostics;
using Messaging.Soak.Accounts;

namespace Messaging.Soak.Load;

/// <summary>
/// Watches, from the moment when a fault is over, for everything to work again: calls to every server, and casts. Only what was begun
/// after that moment counts. Safe for use by many threads.
/// </summary>
internal sealed class ReturnWatch(IEnumerable<ushort> servers)
{
    private readonly Lock _lock = new();
    private readonly HashSet<ushort> _silent = [.. servers];
    private readonly TaskCompletionSource _working = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _return = Stopwatch.GetTimestamp();
    private bool _castWorked;
    private bool _closed;
    private long _firstGood;
    private long _lastBad;

    /// <summary>Ends when each server has answered a call and a cast was confirmed.</summary>
    public Task Working => _working.Task;

    /// <summary>
    /// The time from the return until each server had answered a call and a cast was confirmed, and no call or cast was begun any more
    /// that failed; null before.
    /// </summary>
    public TimeSpan? Recovery
    {
        get
        {
            lock (_lock)
            {
                return _firstGood == 0 ? null : Stopwatch.GetElapsedTime(_return, Math.Max(_firstGood, _lastBad));
            }
        }
    }

    /// <summary>How long the process itself stood still in that time.</summary>
    public TimeSpan StoodStill(Standstills standstills)
    {
        lock (_lock)
        {
            return standstills.Between(_return, Math.Max(_firstGood, _lastBad));
        }
    }

    /// <summary>The next fault is made: what fails from now on may fail because of that.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }
    }

    public void CallWorked(long begun, ushort server) => Note(begun, () => _silent.Remove(server));

    public void CastWorked(long begun) => Note(begun, () => _castWorked = true);

    public void Failed(long begun)
    {
        lock (_lock)
        {
            _lastBad = !_closed && begun >= _return ? Math.Max(_lastBad, begun) : _lastBad;
        }
    }

    public override string ToString()
    {
        lock (_lock)
        {
            return $"no call was answered by the servers [{string.Join(", ", _silent)}], {(_castWorked ? "a" : "no")} cast was confirmed";
        }
    }

    private void Note(long begun, Action note)
    {
        if (_working.Task.IsCompleted || begun < _return)
        {
            return;
        }

        lock (_lock)
        {
            note();
            if (_silent.Count == 0 && _castWorked && _firstGood == 0)
            {
                _firstGood = Stopwatch.GetTimestamp();
                _working.TrySetResult();
            }
        }
    }
}

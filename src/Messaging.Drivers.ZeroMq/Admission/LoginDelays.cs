using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Admission;

/// <summary>
/// Delays logins from addresses whose logins failed: after some failures the next handshake begins later, and each one later than the one
/// before. A successful login does not make up for failed ones; only time does.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class LoginDelays(TimeProvider time)
{
    private const int MostKnown = 4096;
    private const int Forgiven = 3;
    private const int MostCounted = Forgiven + 7;

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Failures>> _known = new(StringComparer.Ordinal);
    private readonly LinkedList<Failures> _byLast = new();

    /// <summary>Waits until a client from an address may log in.</summary>
    /// <param name="address">The address.</param>
    /// <param name="most">How long it may wait: clients that would wait longer are rejected.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ZmtpException">The wait would be longer.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task WaitAsync(string address, TimeSpan most, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_lock)
        {
            wait = _known.TryGetValue(address, out var node) ? TakeTurn(node.Value, most) : TimeSpan.Zero;
        }

        return wait == TimeSpan.Zero ? Task.CompletedTask
            : wait < most ? Task.Delay(wait, time, cancellationToken)
            : throw new ZmtpException(
                "too many logins from its address failed: so many wait already that its turn would come in "
                    + FormattableString.Invariant($"{wait.TotalSeconds:0.#} s"));
    }

    /// <summary>Records a failed login from an address.</summary>
    public void Failed(string address)
    {
        lock (_lock)
        {
            if (_known.TryGetValue(address, out var node))
            {
                _byLast.Remove(node);
            }
            else
            {
                if (_known.Count >= MostKnown)
                {
                    // The address that has been quiet for longest.
                    _known.Remove(_byLast.First!.Value.Address);
                    _byLast.RemoveFirst();
                }

                node = new LinkedListNode<Failures>(new Failures(address));
                _known.Add(address, node);
            }

            _byLast.AddLast(node);
            var failures = node.Value;
            failures.Count = Math.Min(failures.Count - Forgotten(failures) + 1, MostCounted);
            failures.Last = time.GetTimestamp();
            failures.Turn = Math.Max(failures.Turn, failures.Last);
        }
    }

    private TimeSpan TakeTurn(Failures failures, TimeSpan most)
    {
        var delay = Delay(failures.Count - Forgotten(failures) - Forgiven);
        if (delay == TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }

        // Simultaneous logins wait for each other: otherwise a thousand of them would try a thousand passwords in the time of one.
        var sinceTurn = time.GetElapsedTime(failures.Turn);
        var wait = delay > sinceTurn ? delay - sinceTurn : TimeSpan.Zero;
        if (wait < most)
        {
            failures.Turn = time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
        }

        return wait;
    }

    /// <summary>How many failures have been forgotten over time.</summary>
    private int Forgotten(Failures failures) => (int)Math.Min(time.GetElapsedTime(failures.Last) / Memory, failures.Count);

    private static TimeSpan Delay(int failures)
    {
        var delay = failures <= 0 ? TimeSpan.Zero : First * Math.Pow(2, failures - 1);
        return delay < Longest ? delay : Longest;
    }

    private sealed class Failures(string address)
    {
        public string Address => address;

        public int Count { get; set; }

        /// <summary>When the last login failed.</summary>
        public long Last { get; set; }

        /// <summary>When the last login failed, or when the last waiting login may continue, which may be in the future.</summary>
        public long Turn { get; set; }
    }
}

using System.Diagnostics;

namespace Messaging.Soak.Accounts;

/// <summary>
/// The account of every call and cast: that it was made, how it ended, where it ran. Numbers are given in order and never again. Safe for
/// use by many threads.
/// </summary>
internal sealed class Ledger
{
    private const int PageSize = 1 << 16;

    private readonly Lock _lock = new();
    private readonly List<LedgerEntry[]> _pages = [];
    private readonly SortedDictionary<string, long> _failures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _examples = [];
    private readonly Journal<string> _oddities = new();
    private long _next;
    private long _callsMade;
    private long _callsCompleted;
    private long _castsMade;
    private long _castsConfirmed;
    private long _doubled;
    private long _ranAgain;
    private long _hung;
    private long _wrong;
    private long _unexpected;
    private long _lastCompleted = Stopwatch.GetTimestamp();
    private TimeSpan _longestOutage;

    /// <summary>What should not have happened, in words.</summary>
    public IReadOnlyList<string> Oddities => _oddities.Entries;

    /// <summary>What the first error of each kind said, by the names that are in <see cref="Accounts.Balance.Failures"/>.</summary>
    public IReadOnlyDictionary<string, string> Examples
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<string, string>(_examples);
            }
        }
    }

    /// <summary>How many bytes the account itself takes.</summary>
    public long Size
    {
        get
        {
            lock (_lock)
            {
                return (long)_pages.Count * PageSize * 8;
            }
        }
    }

    /// <summary>The number that was given last.</summary>
    public long LastNumber
    {
        get
        {
            lock (_lock)
            {
                return _next;
            }
        }
    }

    /// <summary>Somebody makes a call or a cast.</summary>
    /// <returns>Its number, from 1.</returns>
    public long Make(OperationKind kind)
    {
        lock (_lock)
        {
            var number = ++_next;
            if (number / PageSize == _pages.Count)
            {
                _pages.Add(new LedgerEntry[PageSize]);
            }

            At(number).Kind = kind;
            _ = kind == OperationKind.Cast ? _castsMade++ : _callsMade++;
            return number;
        }
    }

    /// <summary>A call got its answer, or a cast its confirm.</summary>
    public void Complete(long number)
    {
        lock (_lock)
        {
            ref var entry = ref At(number);
            entry.HasEnded = entry.IsGood = true;
            if (entry.Kind == OperationKind.Cast)
            {
                _castsConfirmed++;
                return;
            }

            _callsCompleted++;
            EndOutage();
        }
    }

    /// <summary>A call or a cast ended with an error.</summary>
    public void Fail(long number, Exception error)
    {
        lock (_lock)
        {
            ref var entry = ref At(number);
            entry.HasEnded = true;
            var name = (entry.Kind == OperationKind.Cast ? Accounts.Balance.CastPrefix : Accounts.Balance.CallPrefix) + error.GetType().Name;
            _failures[name] = _failures.GetValueOrDefault(name) + 1;
            _examples.TryAdd(name, error.Message);
            if (error is not MessagingException)
            {
                _unexpected++;
                _oddities.Add($"Number {number} ended with what is no error of ours: {error}");
            }
        }
    }

    /// <summary>A call got an answer that is not its own.</summary>
    public void Mistake(long number, long expected, long answer)
    {
        lock (_lock)
        {
            At(number).HasEnded = true;
            _wrong++;
            _oddities.Add($"Call {number} should have been answered {expected} and was answered {answer}.");
        }
    }

    /// <summary>A call or a cast ended later than it may.</summary>
    public void Hang(long number, TimeSpan took, TimeSpan mostAllowed)
    {
        lock (_lock)
        {
            _hung++;
            _oddities.Add($"Number {number} took {took}; allowed were {mostAllowed}.");
        }
    }

    /// <summary>A server began to run it.</summary>
    /// <param name="number">Which.</param>
    /// <param name="life">Which server: a process that was started again is another.</param>
    public void Run(long number, ushort life)
    {
        lock (_lock)
        {
            ref var entry = ref At(number);
            if (entry.FirstLife == 0)
            {
                entry.FirstLife = entry.LastLife = life;
                return;
            }

            // One server drops what it got before. Two servers cannot know of each other: what the broker delivers again, because the
            // first did not say that it was done, runs again. For casts and marked calls that is what was agreed; any other call is refused.
            var sameServer = life == entry.FirstLife || life == entry.LastLife;
            if (entry.Kind == OperationKind.Call || (sameServer && entry.Kind == OperationKind.Cast))
            {
                _doubled++;
                _oddities.Add($"{entry.Kind} {number} ran in server {entry.LastLife} and then in {life}.");
            }
            else
            {
                _ranAgain++;
            }

            entry.LastLife = life;
        }
    }

    /// <summary>Somebody deleted the queue of requests: what waited in it is gone, and nobody promised otherwise.</summary>
    /// <param name="last">The number that was made last before that.</param>
    public void QueueWasDeleted(long last)
    {
        lock (_lock)
        {
            for (var number = 1L; number <= last; number++)
            {
                ref var entry = ref At(number);
                entry.WasInDeletedQueue |= entry.FirstLife == 0;
            }
        }
    }

    /// <summary>Starts to measure the longest outage anew.</summary>
    public void ForgetOutage()
    {
        lock (_lock)
        {
            _longestOutage = TimeSpan.Zero;
            _lastCompleted = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>The account as it stands.</summary>
    public Balance Balance()
    {
        lock (_lock)
        {
            long pending = 0, lost = 0, deleted = 0;
            for (var number = 1L; number <= _next; number++)
            {
                ref var entry = ref At(number);
                pending += entry.HasEnded ? 0 : 1;
                if (entry is { Kind: OperationKind.Cast, IsGood: true, FirstLife: 0 })
                {
                    _ = entry.WasInDeletedQueue ? deleted++ : lost++;
                }
            }

            return new Balance
            {
                CallsMade = _callsMade,
                CallsCompleted = _callsCompleted,
                CastsMade = _castsMade,
                CastsConfirmed = _castsConfirmed,
                Failures = new Dictionary<string, long>(_failures),
                Pending = pending,
                CastsNotRun = lost,
                CastsDeleted = deleted,
                Doubled = _doubled,
                RanAgain = _ranAgain,
                Hung = _hung,
                Wrong = _wrong,
                Unexpected = _unexpected,
                LongestOutage = _longestOutage,
            };
        }
    }

    private ref LedgerEntry At(long number) => ref _pages[(int)(number / PageSize)][number % PageSize];

    private void EndOutage()
    {
        var now = Stopwatch.GetTimestamp();
        var outage = Stopwatch.GetElapsedTime(_lastCompleted, now);
        _longestOutage = outage > _longestOutage ? outage : _longestOutage;
        _lastCompleted = now;
    }
}

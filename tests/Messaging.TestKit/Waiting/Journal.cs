namespace Messaging.TestKit;

/// <summary>
/// What happened, in order, with a way to wait for something that is still to come. Nothing polls: adding an entry completes the
/// waits that it matches. Safe for use by many threads.
/// </summary>
/// <typeparam name="T">What is recorded.</typeparam>
public sealed class Journal<T>
{
    private readonly Lock _lock = new();
    private readonly List<T> _entries = [];
    private readonly List<Wait> _waits = [];
    private Func<Exception>? _end;

    /// <summary>A copy of everything recorded so far.</summary>
    public IReadOnlyList<T> Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries];
            }
        }
    }

    /// <summary>Records an entry and completes the waits that it matches.</summary>
    public void Add(T entry)
    {
        lock (_lock)
        {
            _entries.Add(entry);
            foreach (var wait in _waits)
            {
                wait.Offer(entry);
            }
        }
    }

    /// <summary>Says that no entry will come any more: pending and later waits fail with the given exception.</summary>
    public void End(Func<Exception> reason)
    {
        lock (_lock)
        {
            _end ??= reason;
            foreach (var wait in _waits)
            {
                wait.Found.TrySetException(_end());
            }
        }
    }

    /// <summary>Waits for the first entry, recorded already or still to come, that the predicate accepts.</summary>
    /// <param name="predicate">Which entry.</param>
    /// <param name="what">What is waited for, in the words of the error that tells it never came.</param>
    /// <param name="limit">How long to wait; <see cref="WaitLimit.Default"/> if null.</param>
    /// <exception cref="TimeoutException">No such entry came within the limit.</exception>
    public async Task<T> WaitForAsync(Func<T, bool> predicate, string what, TimeSpan? limit = null)
    {
        var wait = new Wait(predicate);
        lock (_lock)
        {
            foreach (var entry in _entries.Where(predicate))
            {
                return entry;
            }

            if (_end is not null)
            {
                throw _end();
            }

            _waits.Add(wait);
        }

        try
        {
            return await wait.Found.Task.WaitAsync(limit ?? WaitLimit.Default);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited {limit ?? WaitLimit.Default} for {what}. What came instead:\n{Tail()}");
        }
        finally
        {
            lock (_lock)
            {
                _waits.Remove(wait);
            }
        }
    }

    /// <summary>The last entries, one a line, for the text of an error.</summary>
    public string Tail(int count = 40) => string.Join('\n', Entries.TakeLast(count));

    private sealed class Wait(Func<T, bool> matches)
    {
        // Continuations run elsewhere, so that the wait may be completed while the journal is locked.
        public TaskCompletionSource<T> Found { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Offer(T entry)
        {
            try
            {
                if (matches(entry))
                {
                    Found.TrySetResult(entry);
                }
            }
            catch (Exception failure)
            {
                // A predicate that throws fails the test that wrote it, not the thread that happens to write the entry.
                Found.TrySetException(failure);
            }
        }
    }
}

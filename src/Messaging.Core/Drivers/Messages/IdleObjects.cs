using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Messaging.Drivers;

/// <summary>Objects that have been used and wait to be used again: a bounded number, kept for the life of the process. Safe for any number of threads.</summary>
internal sealed class IdleObjects<T>(int most)
    where T : class
{
    private readonly ConcurrentQueue<T> _idle = new();
    private int _count;

    public bool TryTake([NotNullWhen(true)] out T? taken)
    {
        if (!_idle.TryDequeue(out taken))
        {
            return false;
        }

        Interlocked.Decrement(ref _count);
        return true;
    }

    /// <summary>Announces one more, if there is room: then it has to be put.</summary>
    public bool TryReserve()
    {
        if (Interlocked.Increment(ref _count) <= most)
        {
            return true;
        }

        Interlocked.Decrement(ref _count);
        return false;
    }

    /// <summary>Adds one that was announced.</summary>
    public void Put(T used) => _idle.Enqueue(used);
}

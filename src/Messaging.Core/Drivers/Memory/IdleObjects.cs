using System.Diagnostics.CodeAnalysis;

namespace Messaging.Drivers;

/// <summary>
/// A pool of reusable objects: a bounded number, kept for the life of the process. The last one returned is taken first, because the
/// processor still has it in its cache. Safe for any number of threads.
/// </summary>
internal static class IdleObjects<T>
    where T : class
{
    private const int MostOfAThread = 16;
    private const int MostShared = 512;

    private static readonly Lock Lock = new();
    private static readonly T?[] Shared = new T?[MostShared];
    private static int _sharedCount;

    [ThreadStatic]
    private static OfThread? _own;

    public static bool TryTake([NotNullWhen(true)] out T? taken)
    {
        if (_own is { Count: > 0 } own)
        {
            taken = own.Objects[--own.Count]!;
            own.Objects[own.Count] = null;
            return true;
        }

        lock (Lock)
        {
            if (_sharedCount == 0)
            {
                taken = null;
                return false;
            }

            taken = Shared[--_sharedCount]!;
            Shared[_sharedCount] = null;
            return true;
        }
    }

    /// <summary>Returns an object, if there is room: from then on another may take it.</summary>
    public static bool TryPut(T used)
    {
        var own = _own ??= new OfThread();
        if (own.Count < MostOfAThread)
        {
            own.Objects[own.Count++] = used;
            return true;
        }

        lock (Lock)
        {
            if (_sharedCount == MostShared)
            {
                return false;
            }

            Shared[_sharedCount++] = used;
            return true;
        }
    }

    /// <summary>The objects that one thread keeps to itself. Some threads only take and others only return: the surplus is
    /// shared.</summary>
    private sealed class OfThread
    {
        public readonly T?[] Objects = new T?[MostOfAThread];
        public int Count;
    }
}

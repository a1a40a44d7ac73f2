namespace Messaging.Benchmarks.Growth.Studies;

/// <summary>The procedure of a server behind a backlog: it counts, and looks at the memory half-way.</summary>
/// <param name="size">How many casts there are.</param>
internal sealed class BacklogWorker(long size)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _count;
    private long _heldHalfWay;

    /// <summary>Ends when all have run.</summary>
    public Task Done => _done.Task;

    /// <summary>The managed memory that was in use when half of them had run.</summary>
    public long HeldHalfWay => Volatile.Read(ref _heldHalfWay);

    public void Run(string payload)
    {
        _ = payload;
        var count = Interlocked.Increment(ref _count);
        if (count == size / 2)
        {
            Volatile.Write(ref _heldHalfWay, GC.GetTotalMemory(forceFullCollection: true));
        }

        if (count == size)
        {
            _done.TrySetResult();
        }
    }
}

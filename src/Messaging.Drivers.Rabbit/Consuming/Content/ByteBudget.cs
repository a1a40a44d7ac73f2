namespace Messaging.Drivers.Rabbit.Consuming.Content;

/// <summary>Counts the bytes in use, and gives out room for more.</summary>
/// <remarks>Safe for any number of threads. Waiting callers are served in turn.</remarks>
internal class ByteBudget(long limit)
{
    private readonly Lock _lock = new();
    private readonly Queue<Turn> _turns = new();
    private long _held;
    private int _waiting;

    public long Held => Volatile.Read(ref _held);

    /// <summary>Takes room, if there is some and nobody waits for it.</summary>
    public bool TryTake(long bytes)
    {
        var before = Interlocked.Add(ref _held, bytes) - bytes;
        if (Volatile.Read(ref _waiting) == 0 && (before == 0 || before + bytes <= limit))
        {
            return true;
        }

        Release(bytes);
        return false;
    }

    /// <summary>Counts bytes as used.</summary>
    public void Count(long bytes) => Interlocked.Add(ref _held, bytes);

    /// <summary>Counts bytes as no longer used.</summary>
    public void Release(long bytes)
    {
        Interlocked.Add(ref _held, -bytes);
        if (Volatile.Read(ref _waiting) != 0)
        {
            LetIn();
        }
    }

    /// <summary>Waits for room, and takes it.</summary>
    /// <param name="bytes">How many bytes.</param>
    /// <param name="longest">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the time was over before there was room.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<bool> TryTakeAsync(long bytes, Deadline longest, CancellationToken cancellationToken)
    {
        var turn = new Turn(bytes);
        lock (_lock)
        {
            _turns.Enqueue(turn);
            Interlocked.Increment(ref _waiting);
        }

        LetIn();
        try
        {
            await longest.WaitAsync(turn.Room.Task, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            if (!turn.Room.TrySetCanceled(CancellationToken.None))
            {
                Release(bytes);
            }

            LetIn();
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    private void LetIn()
    {
        lock (_lock)
        {
            while (_turns.TryPeek(out var turn))
            {
                var held = Held;
                var isGone = turn.Room.Task.IsCompleted;
                if (!isGone && held > 0 && held + turn.Bytes > limit)
                {
                    return;
                }

                _turns.Dequeue();
                Interlocked.Decrement(ref _waiting);
                if (!isGone)
                {
                    Interlocked.Add(ref _held, turn.Bytes);
                    if (!turn.Room.TrySetResult())
                    {
                        Interlocked.Add(ref _held, -turn.Bytes);
                    }
                }
            }
        }
    }

    private sealed class Turn(long bytes)
    {
        public long Bytes { get; } = bytes;

        public TaskCompletionSource Room { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

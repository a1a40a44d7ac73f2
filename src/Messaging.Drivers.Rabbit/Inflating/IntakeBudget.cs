using Messaging.Drivers.Rabbit.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit.Inflating;

/// <summary>
/// How many bytes of messages the servers and listeners of a transport have in hand, and whether there is room to inflate one more. What came as large as
/// it is counts, and does not wait: the broker hands out only so many ahead.
/// </summary>
/// <remarks>Safe for any number of threads. Who waits is let in by turns.</remarks>
internal sealed class IntakeBudget(long limit, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly LogThrottle _noRoom = new(time, (count, queues) => RabbitLog.MessagesWithoutRoom(logger, count, queues));
    private readonly Lock _lock = new();
    private readonly Queue<Turn> _turns = new();
    private long _held;
    private int _waiting;

    public long Held => Volatile.Read(ref _held);

    /// <summary>So much is held.</summary>
    public void Count(long bytes) => Interlocked.Add(ref _held, bytes);

    /// <summary>So much is held no more.</summary>
    public void Release(long bytes)
    {
        Interlocked.Add(ref _held, -bytes);
        if (Volatile.Read(ref _waiting) != 0)
        {
            LetIn();
        }
    }

    /// <summary>Waits for room, and takes it.</summary>
    /// <param name="bytes">How much.</param>
    /// <param name="longest">Until when to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the time was over before there was room.</returns>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
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

    /// <summary>A message of a queue has waited as long as it may.</summary>
    public void OnNoRoom(string queue, string what)
    {
        if (_noRoom.IsNews(what, queue))
        {
            RabbitLog.NoRoom(logger, queue, what, Held);
        }
    }

    /// <summary>Says what was gathered for the log.</summary>
    public void Dispose() => _noRoom.Dispose();

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

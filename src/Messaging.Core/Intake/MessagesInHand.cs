using Messaging.Drivers;

namespace Messaging.Intake;

/// <summary>The messages in hand, and the ids of those that were last done with: so that what comes twice is done once, and an end can wait for all.</summary>
internal class MessagesInHand<T>
    where T : class, IMessageInHand
{
    private const int Remembered = 4096;

    private readonly Dictionary<MessageId, T?> _messages = [];
    private readonly Queue<MessageId> _done = new();
    private TaskCompletionSource? _empty;
    private int _count;

    /// <summary>The number of messages in hand.</summary>
    public int Count
    {
        get
        {
            lock (Lock)
            {
                return _count;
            }
        }
    }

    protected Lock Lock { get; } = new();

    /// <summary>Those in hand. Used under the lock.</summary>
    protected Dictionary<MessageId, T?>.ValueCollection Messages => _messages.Values;

    /// <summary>Takes a message in, unless it is here or was: then the copy shares the ending of the first.</summary>
    /// <param name="message">The message.</param>
    /// <param name="mayComeAgain">Whether one that was done with is taken in again.</param>
    /// <returns>False for a copy, which has its ending or will have it.</returns>
    public bool TryAdd(T message, bool mayComeAgain = false)
    {
        lock (Lock)
        {
            if (!_messages.TryGetValue(message.Key, out var first) || (first is null && mayComeAgain))
            {
                _messages[message.Key] = message;
                _count++;
                OnTaken(message);
                return true;
            }

            if (first is not null)
            {
                first.AddCopy(message.Message);
                return false;
            }
        }

        message.Message.Acknowledge();
        return false;
    }

    /// <summary>Lets a message go: done with, or given back to be delivered again.</summary>
    public void Remove(T message, bool isDone)
    {
        lock (Lock)
        {
            OnLeft(message);
            if (!isDone)
            {
                _messages.Remove(message.Key);
                return;
            }

            _messages[message.Key] = null;
            _done.Enqueue(message.Key);
            if (_done.Count > Remembered && _done.Dequeue() is var oldest && _messages.GetValueOrDefault(oldest) is null)
            {
                _messages.Remove(oldest);
            }
        }
    }

    /// <summary>Acknowledges what has run for longer than the limit.</summary>
    /// <returns>What was acknowledged, and what has waited for as long.</returns>
    public (IReadOnlyList<T> Acknowledged, IReadOnlyList<T> Waiting) EndOlderThan(TimeSpan limit)
    {
        List<T>? acknowledged = null;
        List<T>? waiting = null;
        lock (Lock)
        {
            foreach (var message in _messages.Values)
            {
                if (message is null || message.Age < limit)
                {
                    continue;
                }

                if (message.AcknowledgeEarly())
                {
                    (acknowledged ??= []).Add(message);
                }
                else
                {
                    (waiting ??= []).Add(message);
                }
            }
        }

        return (acknowledged ?? (IReadOnlyList<T>)[], waiting ?? (IReadOnlyList<T>)[]);
    }

    /// <summary>The last step of a message that was removed: it is in hand no more.</summary>
    public void Release()
    {
        TaskCompletionSource? empty = null;
        lock (Lock)
        {
            if (--_count == 0)
            {
                empty = _empty;
            }
        }

        empty?.TrySetResult();
    }

    /// <summary>Ends when no message is in hand. Called once, after the intake has stopped.</summary>
    public Task WhenEmpty()
    {
        lock (Lock)
        {
            _empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_count == 0)
            {
                _empty.TrySetResult();
            }

            return _empty.Task;
        }
    }

    /// <summary>A message was taken in. Called under the lock.</summary>
    protected virtual void OnTaken(T message)
    {
    }

    /// <summary>A message was let go. Called under the lock.</summary>
    protected virtual void OnLeft(T message)
    {
    }
}

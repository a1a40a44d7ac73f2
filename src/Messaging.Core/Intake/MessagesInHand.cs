using Messaging.Drivers;

namespace Messaging.Intake;

/// <summary>The messages in hand, and the ids of those that were last done with: so that what comes twice is done once, and an end can wait for all.</summary>
internal class MessagesInHand<T>
    where T : class, IMessageInHand
{
    // A sender sends again what a lost connection had not confirmed: the copy comes behind all that waited for the connection meanwhile, such
    // as ten seconds of a thousand casts a second.
    private const int Remembered = 16_384;

    private readonly Dictionary<MessageId, Entry> _messages = [];
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
    protected IEnumerable<T> Messages => _messages.Values.Select(static entry => entry.Message).OfType<T>();

    /// <summary>Takes a message in, unless it is here or was: then the copy shares the ending of the first.</summary>
    /// <param name="message">The message.</param>
    /// <param name="mayComeAgain">Whether one that was done with is taken in again.</param>
    public Arrival Add(T message, bool mayComeAgain = false)
    {
        lock (Lock)
        {
            var isKnown = _messages.TryGetValue(message.Key, out var first);
            if (isKnown)
            {
                // Of two senders with one id, one has it from the other: that must neither keep the other's message from being run nor get its answer.
                if (first.Source != message.Source)
                {
                    return Arrival.IdOfAnother;
                }

                if (first.Message is not null)
                {
                    first.Message.AddCopy(message.Message);
                    return Arrival.Copy;
                }
            }

            if (!isKnown || mayComeAgain)
            {
                _messages[message.Key] = new Entry(message, message.Source);
                _count++;
                OnTaken(message);
                return Arrival.New;
            }
        }

        message.Message.Acknowledge();
        return Arrival.Copy;
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

            _messages[message.Key] = new Entry(null, message.Source);
            _done.Enqueue(message.Key);
            if (_done.Count > Remembered && _done.Dequeue() is var oldest && _messages.GetValueOrDefault(oldest).Message is null)
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
            foreach (var (message, _) in _messages.Values)
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

    /// <summary>A message in hand, or null for one that was done with, and who sent it.</summary>
    private readonly record struct Entry(T? Message, long Source);
}

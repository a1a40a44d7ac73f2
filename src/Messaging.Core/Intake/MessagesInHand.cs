using Messaging.Drivers;

namespace Messaging.Intake;

/// <summary>The messages in flight, and the ids of the last ones that were done: so that a duplicate is run only once, and a stop can wait
/// for all.</summary>
internal class MessagesInHand<T>
    where T : class, IMessageInHand
{
    // A sender resends the messages that a lost connection had not confirmed: the copy arrives after all that waited for the connection
    // meanwhile, such as ten seconds of a thousand casts a second.
    private const int Remembered = 16_384;

    private readonly Dictionary<MessageId, Entry> _messages = [];
    private readonly Queue<MessageId> _done = new();
    private TaskCompletionSource? _empty;
    private int _count;

    /// <summary>The number of messages in flight.</summary>
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

    /// <summary>The messages in flight. Used under the lock.</summary>
    protected IEnumerable<T> Messages => _messages.Values.Select(static entry => entry.Message).OfType<T>();

    /// <summary>Accepts a message, unless it is or was here: then the copy is settled like the first.</summary>
    /// <param name="message">The message.</param>
    /// <param name="mayComeAgain">Whether a message that was done is accepted again.</param>
    public Arrival Add(T message, bool mayComeAgain = false)
    {
        lock (Lock)
        {
            var isKnown = _messages.TryGetValue(message.Key, out var first);
            if (isKnown)
            {
                // When two senders use the same id, one has copied it: the copy must neither prevent the other's message from running nor
                // get its answer.
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

    /// <summary>Removes a message that is done, or was given back to be delivered again.</summary>
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

    /// <summary>Acknowledges messages that have run for longer than the limit.</summary>
    /// <returns>The messages that were acknowledged, and those that have waited as long.</returns>
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

    /// <summary>The last step of removing a message: it is no longer in flight.</summary>
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

    /// <summary>Completes when no message is in flight. Called once, after the intake has stopped.</summary>
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

    /// <summary>Counts an accepted message. Called under the lock.</summary>
    protected virtual void OnTaken(T message)
    {
    }

    /// <summary>Counts a removed message. Called under the lock.</summary>
    protected virtual void OnLeft(T message)
    {
    }

    /// <summary>A message in flight, or null for one that was done, and its sender.</summary>
    private readonly record struct Entry(T? Message, long Source);
}

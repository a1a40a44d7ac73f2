using System.Collections.Concurrent;

namespace Messaging.Drivers;

/// <summary>Receives messages from some queues, as many at a time as the receiver may hold, and hands them over one after
/// another.</summary>
/// <param name="owner">The set in which fanouts and cancels find it, or null.</param>
/// <param name="topic">The topic whose fanouts come into the last of the queues, or null for none.</param>
/// <param name="queues">The queues to receive from.</param>
/// <param name="options">How many messages to receive.</param>
/// <param name="receiver">The receiver.</param>
/// <param name="maxMessageSize">The largest body that is handed over.</param>
/// <param name="onDropped">Called with the queue of a rejected message and the reason.</param>
internal sealed class QueueListener(
    MessageQueues? owner, string? topic, MessageQueue[] queues, ListenOptions options, IMessageReceiver receiver, int maxMessageSize,
    Action<string, string> onDropped)
    : IListener
{
    private readonly HashSet<QueuedMessage> _out = [];
    private readonly Lock _lock = new();
    private readonly ConcurrentQueue<QueuedMessage?> _line = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _credit = options.Prefetch;
    private long _taken;
    private int _inLine;
    private int _stopping;

    public string? Topic { get; } = topic;

    public MessageQueue FanoutQueue => queues[^1];

    public void Start()
    {
        foreach (var queue in queues)
        {
            queue.AddListener(this);
        }
    }

    public bool Cancel(CallCancel cancel) => receiver.OnCancel(cancel);

    public bool TryTakeCredit()
    {
        lock (_lock)
        {
            if (_credit == 0)
            {
                return false;
            }

            _credit--;
            return true;
        }
    }

    /// <summary>Adds a message to the line. Called under the lock of its queue, with credit taken: the line is as long as the credit
    /// allows.</summary>
    public void Take(MessageQueue queue, QueuedMessage message)
    {
        message.Queue = queue;
        message.Listener = this;
        lock (_lock)
        {
            message.Order = ++_taken;
            _out.Add(message);
        }

        _line.Enqueue(message);
    }

    /// <summary>Hands the messages in the line to the receiver, one at a time: a thread that comes while another is doing so leaves it to
    /// that one.</summary>
    public void HandOver()
    {
        if (Interlocked.Increment(ref _inLine) != 1)
        {
            return;
        }

        do
        {
            if (_line.TryDequeue(out var message))
            {
                HandOver(message);
            }
        }
        while (Interlocked.Decrement(ref _inLine) != 0);
    }

    /// <summary>Records that a message was settled.</summary>
    /// <returns>False when it was already settled.</returns>
    public bool Release(QueuedMessage message)
    {
        lock (_lock)
        {
            if (!_out.Remove(message))
            {
                return false;
            }

            _credit++;
            return true;
        }
    }

    public void DispatchAll()
    {
        foreach (var queue in queues)
        {
            queue.Dispatch();
        }
    }

    public void Drop(string queue, string reason) => onDropped(queue, reason);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _stopping, 1) == 0)
        {
            owner?.Remove(this);
            foreach (var queue in queues)
            {
                queue.RemoveListener(this);
            }

            // The end of the line: nothing follows it.
            _line.Enqueue(null);
            HandOver();
        }

        await _stopped.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        QueuedMessage[] left;
        lock (_lock)
        {
            left = [.. _out];
        }

        // The oldest was first in its queue and comes back there last.
        foreach (var message in left.OrderByDescending(message => message.Order))
        {
            message.TakeBack();
        }
    }

    private void HandOver(QueuedMessage? message)
    {
        if (message is null)
        {
            _stopped.TrySetResult();
        }
        else if (message.Body.Length > maxMessageSize)
        {
            receiver.OnTooLarge(message, OversizedMessage.Read(message.Body.WrittenSpan, maxMessageSize));
        }
        else
        {
            receiver.OnMessage(message, message.Body.WrittenSpan);
        }
    }
}

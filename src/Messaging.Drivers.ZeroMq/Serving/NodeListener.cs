using System.Collections.Concurrent;
using Messaging.Drivers.ZeroMq.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>Takes messages from the queues of a server, as many at a time as the receiver may hold, and hands them over one after another.</summary>
internal sealed class NodeListener : IListener
{
    private readonly Node _node;
    private readonly IMessageReceiver _receiver;
    private readonly MessageQueue[] _queues;
    private readonly HashSet<NodeIncomingMessage> _out = [];
    private readonly Lock _lock = new();
    private readonly ConcurrentQueue<NodeIncomingMessage?> _line = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger _logger;
    private readonly int _maxMessageSize;
    private readonly Action<NodeListener> _onDisposed;
    private int _credit;
    private int _inLine;
    private int _stopping;

    /// <param name="node">The node whose clients send the messages.</param>
    /// <param name="topic">The topic whose fanouts come into the last of the queues.</param>
    /// <param name="queues">What to take from.</param>
    /// <param name="options">How much to take.</param>
    /// <param name="receiver">Where it goes.</param>
    /// <param name="context">What the transport lends.</param>
    /// <param name="onDisposed">Called when nothing of it is left.</param>
    public NodeListener(
        Node node, string topic, MessageQueue[] queues, ListenOptions options, IMessageReceiver receiver, DriverContext context,
        Action<NodeListener> onDisposed)
    {
        _node = node;
        _receiver = receiver;
        _queues = queues;
        _credit = options.Prefetch;
        _logger = context.LoggerFactory.CreateLogger("Messaging.Drivers.ZeroMq");
        _maxMessageSize = context.MaxMessageSize;
        _onDisposed = onDisposed;
        Topic = topic;
    }

    public string Topic { get; }

    public void Start()
    {
        foreach (var queue in _queues)
        {
            queue.AddListener(this);
        }
    }

    public bool TryAddFanout(WaitingMessage message) => _queues[^1].TryAdd(message);

    public void Cancel(MessageId id) => _receiver.OnCancel(id);

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

    /// <summary>Takes a message into the line. Called under the lock of its queue, with credit taken: the line is as long as the credit allows.</summary>
    public void Take(MessageQueue queue, WaitingMessage message)
    {
        message.Deliveries++;
        var incoming = new NodeIncomingMessage(_node, this, queue, message);
        lock (_lock)
        {
            _out.Add(incoming);
        }

        _line.Enqueue(incoming);
    }

    /// <summary>Gives the receiver what is in the line, one message at a time: whoever comes while another is at it leaves it to that one.</summary>
    public void HandOver()
    {
        if (Interlocked.Increment(ref _inLine) != 1)
        {
            return;
        }

        do
        {
            if (_line.TryDequeue(out var incoming))
            {
                HandOver(incoming);
            }
        }
        while (Interlocked.Decrement(ref _inLine) != 0);
    }

    /// <summary>A message had its ending.</summary>
    /// <returns>False when it had one before.</returns>
    public bool Release(NodeIncomingMessage incoming)
    {
        lock (_lock)
        {
            if (!_out.Remove(incoming))
            {
                return false;
            }

            _credit++;
            return true;
        }
    }

    public void DispatchAll()
    {
        foreach (var queue in _queues)
        {
            queue.Dispatch();
        }
    }

    public void Drop(string queue, string reason) => ZeroMqLog.QueuedMessageDropped(_logger, queue, reason);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _stopping, 1) == 0)
        {
            _node.RemoveListener(this);
            foreach (var queue in _queues)
            {
                queue.RemoveListener(this);
            }

            _node.Announce();

            // The end of the line: behind it nothing comes any more.
            _line.Enqueue(null);
            HandOver();
        }

        await _stopped.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        NodeIncomingMessage[] left;
        lock (_lock)
        {
            left = [.. _out];
        }

        // The oldest was first in its queue and comes back there last.
        foreach (var incoming in left.OrderByDescending(incoming => incoming.Order))
        {
            incoming.TakeBack();
        }

        _onDisposed(this);
    }

    private void HandOver(NodeIncomingMessage? incoming)
    {
        if (incoming is null)
        {
            _stopped.TrySetResult();
        }
        else if (incoming.Content.Body.Length > _maxMessageSize)
        {
            incoming.Reject($"it has {incoming.Content.Body.Length} bytes, more than TransportOptions.MaxMessageSize ({_maxMessageSize})");
        }
        else
        {
            _receiver.OnMessage(incoming, incoming.Content.Body.WrittenSpan);
        }
    }
}

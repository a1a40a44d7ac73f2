using System.Collections.Concurrent;
using Messaging.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.InMemory;

/// <summary>Takes messages from some queues, as many at a time as the receiver may hold, and hands them over one after another.</summary>
internal sealed class InMemoryListener : IListener
{
    private readonly InMemoryBroker _broker;
    private readonly IMessageReceiver _receiver;
    private readonly InMemoryQueue[] _queues;
    private readonly HashSet<InMemoryIncomingMessage> _out = [];
    private readonly Lock _lock = new();
    private readonly ConcurrentQueue<InMemoryIncomingMessage?> _line = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger _logger;
    private readonly int _maxMessageSize;
    private int _credit;
    private int _inLine;
    private int _stopping;

    /// <param name="broker">The broker.</param>
    /// <param name="fanoutTopic">The topic whose fanouts come into the last of the queues, or null for none.</param>
    /// <param name="queues">What to take from.</param>
    /// <param name="options">How much to take.</param>
    /// <param name="receiver">Where it goes.</param>
    /// <param name="context">What the transport lends.</param>
    public InMemoryListener(
        InMemoryBroker broker, string? fanoutTopic, InMemoryQueue[] queues, ListenOptions options, IMessageReceiver receiver, DriverContext context)
    {
        _broker = broker;
        _receiver = receiver;
        _credit = options.Prefetch;
        _logger = context.LoggerFactory.CreateLogger("Messaging.Drivers.InMemory");
        _maxMessageSize = context.MaxMessageSize;
        _queues = queues;
        FanoutTopic = fanoutTopic;
        foreach (var queue in queues)
        {
            queue.AddListener(this);
        }

        broker.AddListener(this);
    }

    public string? FanoutTopic { get; }

    public static InMemoryListener OfServer(
        InMemoryBroker broker, Target target, string exchange, ListenOptions options, IMessageReceiver receiver, DriverContext context)
    {
        var topic = target.Topic!;
        InMemoryQueue[] queues =
            [broker.GetQueue(exchange, topic, null), broker.GetQueue(exchange, topic, target.Server), new InMemoryQueue(topic + "_fanout")];
        return new InMemoryListener(broker, topic, queues, options, receiver, context);
    }

    public void AddFanout(InMemoryMessage message) => _queues[^1].Add(message);

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
    public void Take(InMemoryQueue queue, InMemoryMessage message)
    {
        message.Deliveries++;
        var incoming = new InMemoryIncomingMessage(_broker, this, queue, message);
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
    public bool Release(InMemoryIncomingMessage incoming)
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

    public void Drop(string queue, string reason) => MessagingLog.MessageDropped(_logger, queue, reason);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _stopping, 1) == 0)
        {
            _broker.RemoveListener(this);
            foreach (var queue in _queues)
            {
                queue.RemoveListener(this);
            }

            // The end of the line: behind it nothing comes any more.
            _line.Enqueue(null);
            HandOver();
        }

        await _stopped.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        InMemoryIncomingMessage[] left;
        lock (_lock)
        {
            left = [.. _out];
        }

        // The oldest was first in its queue and comes back there last.
        foreach (var incoming in left.Reverse())
        {
            incoming.TakeBack();
        }
    }

    private void HandOver(InMemoryIncomingMessage? incoming)
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

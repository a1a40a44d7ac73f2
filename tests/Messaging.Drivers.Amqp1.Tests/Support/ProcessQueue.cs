using Amqp;

namespace Messaging.Drivers.Amqp1.Tests.Support;

/// <summary>A queue of the broker in this process. What comes back goes where it was.</summary>
internal sealed class ProcessQueue
{
    private readonly Lock _lock = new();
    private readonly LinkedList<StoredMessage> _messages = new();
    private readonly List<ConsumerEndpoint> _consumers = [];
    private long _added;
    private int _turn;

    public bool Add(StoredMessage message)
    {
        lock (_lock)
        {
            message.Order = ++_added;
            _messages.AddLast(message);
            Dispatch();
        }

        return true;
    }

    public void GiveBack(StoredMessage message)
    {
        lock (_lock)
        {
            message.IsAgain = true;
            var next = _messages.First;
            while (next is not null && next.Value.Order < message.Order)
            {
                next = next.Next;
            }

            if (next is null)
            {
                _messages.AddLast(message);
            }
            else
            {
                _messages.AddBefore(next, message);
            }

            Dispatch();
        }
    }

    public void Attach(ConsumerEndpoint consumer)
    {
        lock (_lock)
        {
            _consumers.Add(consumer);
        }
    }

    public void Detach(ConsumerEndpoint consumer)
    {
        lock (_lock)
        {
            _consumers.Remove(consumer);
        }
    }

    /// <summary>It was deleted: its consumers are told, and what waits is gone.</summary>
    public void Delete()
    {
        ConsumerEndpoint[] consumers;
        lock (_lock)
        {
            _messages.Clear();
            consumers = [.. _consumers];
        }

        foreach (var consumer in consumers)
        {
            consumer.Close(ErrorCode.ResourceDeleted, "the queue was deleted");
        }
    }

    /// <summary>A consumer has more credit, or less.</summary>
    public void AddCredit(ConsumerEndpoint consumer, int credit)
    {
        lock (_lock)
        {
            // The listener takes all credit back when it is reduced, and also when it is only said again.
            consumer.Credit = credit <= 0 ? 0 : consumer.Credit + credit;
            Dispatch();
            consumer.EndDrain();
        }
    }

    private void Dispatch()
    {
        while (_messages.First is { } first)
        {
            if (first.Value.IsExpired)
            {
                _messages.RemoveFirst();
                continue;
            }

            var free = _consumers.Where(consumer => consumer.Credit > 0).ToArray();
            if (free.Length == 0)
            {
                return;
            }

            _messages.RemoveFirst();
            free[_turn++ % free.Length].Deliver(first.Value);
        }
    }
}

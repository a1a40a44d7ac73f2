using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Sending.Channels;

/// <summary>The messages sent through one channel and not yet confirmed, by the numbers with which the broker counts.</summary>
/// <remarks>
/// The sender that holds the channel adds numbers, in order; the broker's answers arrive on the receiving thread. No shipment is called
/// while the lock is held.
/// </remarks>
internal sealed class ConfirmLedger(TimeProvider time)
{
    private readonly Lock _lock = new();
    private Shipment?[] _ring = new Shipment?[64];
    private ulong _first = 1;
    private ulong _next = 1;
    private TaskCompletionSource? _empty;
    private bool _closed;

    /// <summary>How many messages wait for the broker's answer.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return (int)(_next - _first);
            }
        }
    }

    /// <summary>Waits until no message waits for the broker's answer.</summary>
    public Task EmptyAsync()
    {
        lock (_lock)
        {
            return _first == _next
                ? Task.CompletedTask
                : (_empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Adds the message that is sent next.</summary>
    /// <returns>Its number, or 0 when the channel is closed.</returns>
    public ulong Add(Shipment shipment)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return 0;
            }

            if (_next - _first == (ulong)_ring.Length)
            {
                Grow();
            }

            _ring[Slot(_next)] = shipment;
            return _next++;
        }
    }

    /// <summary>Takes back the message that was added last, because it was not sent after all.</summary>
    /// <returns>False when it was already reported as lost, because the channel has ended.</returns>
    public bool TakeBack(ulong number)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return false;
            }

            _ring[Slot(number)] = null;
            _next = number;
            return true;
        }
    }

    /// <summary>The broker confirmed the message with a number, or all up to it.</summary>
    public void Confirm(ulong number, bool multiple)
    {
        while (Take(number, multiple) is { } shipment)
        {
            if (!shipment.IsReturned)
            {
                shipment.Route.Trust.OnAccepted(time);
            }

            shipment.OnConfirmed();
        }
    }

    /// <summary>The broker has processed all messages up to a number, without confirming each.</summary>
    public void Pass(ulong number)
    {
        while (Take(number, multiple: true) is { } shipment)
        {
            shipment.OnConfirmed();
        }
    }

    /// <summary>The broker refused the message with a number, or all up to it.</summary>
    public void Refuse(ulong number, bool multiple)
    {
        while (Take(number, multiple) is { } shipment)
        {
            shipment.Route.Trust.OnRefused(time);
            shipment.OnRefused();
        }
    }

    /// <summary>The broker returned a message: the oldest one with the same content that has not been returned yet.</summary>
    public void Return(BasicReturnEventArgs returned)
    {
        Shipment? found = null;
        lock (_lock)
        {
            for (var number = _first; number < _next && found is null; number++)
            {
                if (_ring[Slot(number)] is { Mandatory: true, IsReturned: false } shipment && shipment.IsSame(returned))
                {
                    found = shipment;
                }
            }
        }

        found?.Return(returned.Body);
    }

    /// <summary>The channel ended: the messages still waiting are lost, and no more are accepted.</summary>
    public void Close(ChannelEnd end)
    {
        Shipment? last;
        lock (_lock)
        {
            _closed = true;
            last = FindLast(end.MissingExchange);
        }

        // The broker works in order and stops once it finds an exchange missing: at the latest at the last message for that exchange. That
        // message and all after it were dropped.
        while (Take(ulong.MaxValue, multiple: true) is { } shipment)
        {
            end = shipment == last ? end with { WasDropped = true } : end;
            shipment.Route.Trust.Forget();
            shipment.OnLost(end);
        }
    }

    private Shipment? Take(ulong number, bool multiple)
    {
        lock (_lock)
        {
            var taken = multiple ? TakeFirst(number) : TakeOne(number);
            while (_first < _next && _ring[Slot(_first)] is null)
            {
                _first++;
            }

            if (_first == _next)
            {
                _empty?.TrySetResult();
                _empty = null;
            }

            return taken;
        }
    }

    private Shipment? TakeFirst(ulong last)
    {
        while (_first < _next && _first <= last)
        {
            if (TakeSlot(_first++) is { } shipment)
            {
                return shipment;
            }
        }

        return null;
    }

    private Shipment? FindLast(string? exchange)
    {
        for (var number = _next; exchange is not null && number-- > _first;)
        {
            if (_ring[Slot(number)] is { } shipment && shipment.Route.Exchange.Value == exchange)
            {
                return shipment;
            }
        }

        return null;
    }

    private Shipment? TakeOne(ulong number) => number < _first || number >= _next ? null : TakeSlot(number);

    private Shipment? TakeSlot(ulong number)
    {
        var slot = Slot(number);
        var shipment = _ring[slot];
        _ring[slot] = null;
        return shipment;
    }

    private void Grow()
    {
        var grown = new Shipment?[_ring.Length * 2];
        for (var number = _first; number < _next; number++)
        {
            grown[(int)(number & (ulong)(grown.Length - 1))] = _ring[Slot(number)];
        }

        _ring = grown;
    }

    private int Slot(ulong number) => (int)(number & (ulong)(_ring.Length - 1));
}

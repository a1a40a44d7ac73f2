using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Sending.Channels;

/// <summary>What was sent through one channel and is not confirmed yet, by the numbers that the broker counts with.</summary>
/// <remarks>
/// Numbers are added in order by whoever holds the channel; the broker's answers come on the receiving thread. Nobody is told while the
/// lock is held.
/// </remarks>
internal sealed class ConfirmLedger(TimeProvider time)
{
    private readonly Lock _lock = new();
    private Shipment?[] _ring = new Shipment?[64];
    private ulong _first = 1;
    private ulong _next = 1;
    private TaskCompletionSource? _empty;
    private bool _closed;

    /// <summary>How many wait for the broker's answer.</summary>
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

    /// <summary>Waits until nothing waits for the broker's answer.</summary>
    public Task EmptyAsync()
    {
        lock (_lock)
        {
            return _first == _next
                ? Task.CompletedTask
                : (_empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Adds what is sent next.</summary>
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

    /// <summary>Takes back what was added last: it was not sent after all.</summary>
    /// <returns>False when the end of the channel was reported for it already.</returns>
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

    /// <summary>The broker confirmed a number, or all up to it.</summary>
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

    /// <summary>The broker has dealt with all up to a number, and was not asked about each.</summary>
    public void Pass(ulong number)
    {
        while (Take(number, multiple: true) is { } shipment)
        {
            shipment.OnConfirmed();
        }
    }

    /// <summary>The broker refused a number, or all up to it.</summary>
    public void Refuse(ulong number, bool multiple)
    {
        while (Take(number, multiple) is { } shipment)
        {
            shipment.Route.Trust.OnRefused(time);
            shipment.OnRefused();
        }
    }

    /// <summary>The broker returned a message: the oldest that is the same and was not returned yet.</summary>
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

    /// <summary>The channel ended: whatever waits is lost, and nothing more is taken.</summary>
    public void Close(ChannelEnd end)
    {
        Shipment? last;
        lock (_lock)
        {
            _closed = true;
            last = FindLast(end.MissingExchange);
        }

        // The broker works in order, and does nothing more once it has found an exchange missing: at the last message for that at the latest.
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

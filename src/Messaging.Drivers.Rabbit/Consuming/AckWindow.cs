namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>
/// Which deliveries of a channel are settled, so that all up to the first unsettled one can be acknowledged together. Pure; for one thread
/// at a time.
/// </summary>
/// <remarks>
/// The broker numbers the deliveries of a channel 1, 2, 3... and "multiple" acknowledges all open ones up to a number. A delivery that was
/// requeued, rejected or needed no acknowledgement is already closed at the broker, so it is not in the way.
/// </remarks>
internal sealed class AckWindow
{
    private const byte Open = 0;
    private const byte Acknowledged = 1;
    private const byte Closed = 2;

    private readonly Queue<ulong> _apart = new();
    private byte[] _ring = new byte[128];
    private ulong _first = 1;
    private ulong _last;
    private ulong _prefix;

    /// <summary>A delivery is to be acknowledged.</summary>
    public void Acknowledge(ulong tag)
    {
        if (tag < _first)
        {
            return;
        }

        Set(tag, Acknowledged);
        if (tag != _first)
        {
            _apart.Enqueue(tag);
        }

        Advance();
    }

    /// <summary>A delivery is closed at the broker, or about to be, by other means.</summary>
    public void Close(ulong tag)
    {
        if (tag >= _first)
        {
            Set(tag, Closed);
            Advance();
        }
    }

    /// <summary>Takes the number up to which everything can be acknowledged together, if there is one.</summary>
    public bool TryTakePrefix(out ulong tag)
    {
        tag = _prefix;
        _prefix = 0;
        return tag != 0;
    }

    /// <summary>
    /// Takes a delivery that must be acknowledged alone, because an earlier one is still open. To be called after
    /// <see cref="TryTakePrefix"/>.
    /// </summary>
    public bool TryTakeApart(out ulong tag)
    {
        while (_apart.TryDequeue(out tag))
        {
            if (tag >= _first)
            {
                Set(tag, Closed);
                return true;
            }
        }

        return false;
    }

    private void Advance()
    {
        while (_first <= _last && _ring[Slot(_first)] is var state && state != Open)
        {
            if (state == Acknowledged)
            {
                _prefix = _first;
            }

            _ring[Slot(_first)] = Open;
            _first++;
        }
    }

    private void Set(ulong tag, byte state)
    {
        while (tag - _first >= (ulong)_ring.Length)
        {
            Grow();
        }

        _ring[Slot(tag)] = state;
        _last = Math.Max(_last, tag);
    }

    private void Grow()
    {
        var grown = new byte[_ring.Length * 2];
        for (var tag = _first; tag <= _last; tag++)
        {
            grown[(int)(tag & (ulong)(grown.Length - 1))] = _ring[Slot(tag)];
        }

        _ring = grown;
    }

    private int Slot(ulong tag) => (int)(tag & (ulong)(_ring.Length - 1));
}

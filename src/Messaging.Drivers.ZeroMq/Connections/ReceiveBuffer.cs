using Messaging.Drivers.ZeroMq.Memory;

namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>Bytes received from a socket and not read yet, in pooled memory that grows with the bytes that really arrive.</summary>
/// <remarks>For one reader. Memory taken from it is valid until the next call.</remarks>
internal sealed class ReceiveBuffer : IDisposable
{
    private const int Usual = 16 * 1024;
    private const int MostKept = 256 * 1024;

    private byte[] _bytes = BodyMemory.Rent(Usual);
    private int _start;
    private int _end;

    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _end - _start);

    public bool IsEmpty => _start == _end;

    public int Capacity => _bytes.Length;

    /// <summary>Where memory above the usual size is counted, if it is.</summary>
    public MemoryShare? Share { get; set; }

    /// <summary>Room for the next bytes.</summary>
    /// <param name="missing">How many bytes are known to be missing. They are only announced: room is made as they arrive, twice as much
    /// each time.</param>
    /// <param name="room">The room.</param>
    /// <returns>False when the budget has no memory for more.</returns>
    public bool TryMakeRoom(long missing, out Memory<byte> room)
    {
        room = default;
        var filled = _end - _start;
        if (_bytes.Length > MostKept && filled < Usual / 2 && missing < Usual)
        {
            TryMove(Usual);
        }
        else if (_bytes.Length - _end < Math.Min(Math.Max(missing, 1), Usual / 4)
            && !TryMove(Grown(filled, filled + missing)))
        {
            return false;
        }

        room = _bytes.AsMemory(_end);
        return true;
    }

    /// <summary>Room for the next bytes, as long as nothing is counted.</summary>
    public Memory<byte> Room(long missing) =>
        TryMakeRoom(missing, out var room) ? room : throw new InvalidOperationException("There is no memory left.");

    /// <summary>That many bytes were received into the room.</summary>
    public void Filled(int count) => _end += count;

    /// <summary>That many bytes were read.</summary>
    public void Consume(int count)
    {
        _start += count;
        if (_start == _end)
        {
            _start = _end = 0;
        }
    }

    public void Dispose()
    {
        var bytes = Interlocked.Exchange(ref _bytes, []);
        _start = _end = 0;
        if (bytes.Length > 0)
        {
            Share?.Count(-Counted(bytes.Length));
            BodyMemory.Return(bytes);
        }
    }

    private static int Counted(int size) => size - Usual;

    private int Grown(int filled, long needed) => filled <= _bytes.Length / 2 || needed <= _bytes.Length
        ? _bytes.Length
        : (int)Math.Min(Math.Min(2L * _bytes.Length, needed), Array.MaxLength);

    private bool TryMove(int size)
    {
        var unread = Unread;
        if (size == _bytes.Length)
        {
            unread.CopyTo(_bytes);
        }
        else
        {
            if (Share?.TryChange(size - _bytes.Length) == false)
            {
                return false;
            }

            var other = BodyMemory.Rent(size);
            Share?.Count(other.Length - size);
            unread.CopyTo(other);
            BodyMemory.Return(_bytes);
            _bytes = other;
        }

        _end -= _start;
        _start = 0;
        return true;
    }
}

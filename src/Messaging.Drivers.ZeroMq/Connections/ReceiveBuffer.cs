using System.Buffers;

namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>What came from a socket and is not read yet, in pooled memory that grows with what really comes.</summary>
/// <remarks>For one reader. Memory taken from it is valid until the next call.</remarks>
internal sealed class ReceiveBuffer : IDisposable
{
    private const int Usual = 16 * 1024;
    private const int MostKept = 256 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Usual);
    private int _start;
    private int _end;

    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _end - _start);

    public int Capacity => _bytes.Length;

    /// <summary>Room for what comes next.</summary>
    /// <param name="missing">How much is known to be missing. It is only announced: room is made as it comes, twice as much each time.</param>
    public Memory<byte> Room(long missing = 1)
    {
        if (_bytes.Length > MostKept && _end - _start < Usual / 2 && missing < Usual)
        {
            Move(Usual);
        }
        else if (_bytes.Length - _end < Math.Min(Math.Max(missing, 1), Usual / 4))
        {
            var filled = _end - _start;
            Move(filled <= _bytes.Length / 2 ? _bytes.Length : (int)Math.Min(2L * _bytes.Length, Array.MaxLength));
        }

        return _bytes.AsMemory(_end);
    }

    /// <summary>That much came into the room.</summary>
    public void Filled(int count) => _end += count;

    /// <summary>That much was read.</summary>
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
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Move(int size)
    {
        var unread = Unread;
        if (size == _bytes.Length)
        {
            unread.CopyTo(_bytes);
        }
        else
        {
            var other = ArrayPool<byte>.Shared.Rent(size);
            unread.CopyTo(other);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = other;
        }

        _end -= _start;
        _start = 0;
    }
}

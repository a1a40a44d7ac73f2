using System.Buffers;

namespace Messaging.Drivers;

/// <summary>A growing body in pooled memory. <see cref="Rent"/> it, write, send, and dispose it once.</summary>
/// <remarks>Not for concurrent use. After <see cref="Dispose"/> neither the buffer nor memory taken from it may be touched.</remarks>
public sealed class MessageBuffer : IBufferWriter<byte>, IDisposable
{
    private const int InitialSize = 1024;
    private const int LargestKept = 2 * InitialSize;

    private byte[] _bytes = [];
    private int _length;
    private int _isRented;

    private MessageBuffer()
    {
    }

    /// <summary>The written bytes.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, _length);

    /// <summary>The written bytes.</summary>
    public ReadOnlySpan<byte> WrittenSpan => _bytes.AsSpan(0, _length);

    /// <summary>The number of bytes written.</summary>
    public int Length => _length;

    /// <summary>Takes an empty buffer. Safe for any number of threads.</summary>
    /// <returns>The buffer, which the caller disposes.</returns>
    public static MessageBuffer Rent()
    {
        if (!IdleObjects<MessageBuffer>.TryTake(out var buffer))
        {
            buffer = new MessageBuffer();
        }

        // Idle buffers keep their memory: the shared pool keeps some dozen arrays of a size, which many calls at once exhaust.
        if (buffer._bytes.Length == 0)
        {
            buffer._bytes = BodyMemory.Rent(InitialSize);
        }

        buffer._isRented = 1;
        return buffer;
    }

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - _length);
        _length += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_length);
    }

    /// <summary>Appends bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Discards what was written after a length that <see cref="Length"/> had.</summary>
    /// <param name="length">The length to go back to.</param>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)_length, nameof(length));
        _length = length;
    }

    /// <summary>Returns the memory.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isRented, 0) == 0)
        {
            return;
        }

        _length = 0;
        if (_bytes.Length > LargestKept)
        {
            ReturnBytes();
        }

        if (!IdleObjects<MessageBuffer>.TryPut(this))
        {
            ReturnBytes();
        }
    }

    private void ReturnBytes()
    {
        BodyMemory.Return(_bytes);
        _bytes = [];
    }

    private void Reserve(int sizeHint)
    {
        var needed = Math.Max(sizeHint, 1);
        if (_bytes.Length - _length >= needed)
        {
            return;
        }

        var grown = BodyMemory.Rent(Math.Max(checked(_length + needed), (int)Math.Min(2L * _bytes.Length, Array.MaxLength)));
        WrittenSpan.CopyTo(grown);
        BodyMemory.Return(_bytes);
        _bytes = grown;
    }
}

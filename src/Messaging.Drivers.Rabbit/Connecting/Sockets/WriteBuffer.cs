namespace Messaging.Drivers.Rabbit.Connecting.Sockets;

/// <summary>Bytes that wait to be written, one message after another, in pooled memory. Not for concurrent use.</summary>
internal struct WriteBuffer
{
    private const int Usual = 16 * 1024;

    private byte[]? _bytes;

    /// <summary>How many bytes wait.</summary>
    public int Length { get; private set; }

    public readonly ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (_bytes is null || Length + bytes.Length > _bytes.Length)
        {
            Grow(Length + bytes.Length);
        }

        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Discards the bytes and gives the memory back: an idle connection keeps none.</summary>
    public void Release()
    {
        if (_bytes is { } bytes)
        {
            _bytes = null;
            BodyMemory.Return(bytes);
        }

        Length = 0;
    }

    private void Grow(int needed)
    {
        var grown = BodyMemory.Rent(Math.Max(needed, _bytes is null ? Usual : 2 * _bytes.Length));
        Written.CopyTo(grown);
        if (_bytes is { } bytes)
        {
            BodyMemory.Return(bytes);
        }

        _bytes = grown;
    }
}

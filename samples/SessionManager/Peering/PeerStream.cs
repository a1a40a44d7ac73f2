using System.Buffers.Binary;
using Google.Protobuf;

namespace SessionManager.Peering;

/// <summary>Messages on a stream, each behind its size. One reads and any number write at the same time.</summary>
internal sealed class PeerStream(Stream stream) : IAsyncDisposable
{
    private const int SizeLength = 4;
    private const int LargestMessage = 1 << 20;

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly byte[] _size = new byte[SizeLength];

    /// <summary>Reads the next message; null at the end.</summary>
    /// <exception cref="IOException">It is too large, no message, or cut short.</exception>
    public async Task<PeerMessage?> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await stream.ReadAtLeastAsync(_size, SizeLength, throwOnEndOfStream: false, cancellationToken);
        if (read == 0)
        {
            return null;
        }

        var size = read == SizeLength ? BinaryPrimitives.ReadUInt32BigEndian(_size) : throw new EndOfStreamException("it left in the middle of a message");
        if (size > LargestMessage)
        {
            throw new InvalidDataException($"a message has {size} bytes, and {LargestMessage} are allowed");
        }

        var bytes = new byte[size];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return PeerMessage.Parser.ParseFrom(bytes);
    }

    /// <exception cref="IOException">The other side is gone.</exception>
    public async Task WriteAsync(PeerMessage message)
    {
        var size = message.CalculateSize();
        var bytes = new byte[SizeLength + size];
        BinaryPrimitives.WriteInt32BigEndian(bytes, size);
        message.WriteTo(bytes.AsSpan(SizeLength));
        await _writing.WaitAsync();
        try
        {
            // Without a token: what is written in part would make the rest unreadable.
            await stream.WriteAsync(bytes);
        }
        finally
        {
            _writing.Release();
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}

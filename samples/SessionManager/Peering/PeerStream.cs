using System.Buffers.Binary;
using Google.Protobuf;

namespace SessionManager.Peering;

/// <summary>Messages on a stream, each preceded by its size. One reader and any number of writers may use it concurrently.</summary>
internal sealed class PeerStream(Stream stream) : IAsyncDisposable
{
    private const int SizeLength = 4;
    private const int LargestMessage = 1 << 20;

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly byte[] _size = new byte[SizeLength];

    /// <summary>Reads the next message; null at the end.</summary>
    /// <exception cref="IOException">The message is too large, invalid, or incomplete.</exception>
    public async Task<PeerMessage?> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await stream.ReadAtLeastAsync(_size, SizeLength, throwOnEndOfStream: false, cancellationToken);
        if (read == 0)
        {
            return null;
        }

        var size = read == SizeLength
            ? BinaryPrimitives.ReadUInt32BigEndian(_size)
            : throw new EndOfStreamException("it left in the middle of a message");
        if (size > LargestMessage)
        {
            throw new InvalidDataException($"a message has {size} bytes, but only {LargestMessage} are allowed");
        }

        var bytes = new byte[size];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return PeerMessage.Parser.ParseFrom(bytes);
    }

    /// <exception cref="IOException">The other side has left.</exception>
    public async Task WriteAsync(PeerMessage message)
    {
        var size = message.CalculateSize();
        var bytes = new byte[SizeLength + size];
        BinaryPrimitives.WriteInt32BigEndian(bytes, size);
        message.WriteTo(bytes.AsSpan(SizeLength));
        await _writing.WaitAsync();
        try
        {
            // Without a token: a partly written message would make everything after it unreadable.
            await stream.WriteAsync(bytes);
        }
        finally
        {
            _writing.Release();
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}

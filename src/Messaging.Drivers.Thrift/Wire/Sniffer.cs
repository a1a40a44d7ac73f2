using System.Buffers.Binary;

namespace Messaging.Drivers.Thrift.Wire;

/// <summary>Recognises a client's dialect by the first bytes of its connection.</summary>
internal static class Sniffer
{
    private const byte BinaryMark = 0x80;
    private const byte CompactMark = 0x82;
    private const byte JsonMark = (byte)'[';
    private const byte ZlibMark = 0x78;
    private const byte TlsMark = 0x16;
    private const int LengthSize = 4;

    /// <summary>Whether the client speaks HTTP: a request starts with the name of its method.</summary>
    public static bool IsHttp(ReadOnlySpan<byte> first) =>
        !first.IsEmpty && first[0] is (byte)'P' or (byte)'G' or (byte)'H' or (byte)'O' or (byte)'D';

    /// <summary>Recognises the dialect.</summary>
    /// <param name="received">The first bytes, which stay in the buffer.</param>
    /// <param name="maxFrameSize">The longest frame.</param>
    /// <param name="cancellationToken">Ends the wait for the bytes.</param>
    /// <returns>The dialect; for a zlib stream only that it is one, without what it contains.</returns>
    /// <exception cref="WireException">The bytes are not what a Thrift client sends.</exception>
    public static async ValueTask<Dialect> RecogniseAsync(ReceiveBuffer received, int maxFrameSize, CancellationToken cancellationToken)
    {
        await RequireAsync(received, 2, cancellationToken).ConfigureAwait(false);
        var (first, second) = First(received);
        if (ProtocolOf(first) is { } unframed)
        {
            return new Dialect(unframed, IsFramed: false, IsZlib: false);
        }

        if (first == ZlibMark && ((first << 8) | second) % 31 == 0)
        {
            return new Dialect(default, IsFramed: false, IsZlib: true);
        }

        if (first == TlsMark && second == 3)
        {
            throw new WireException("it began a TLS handshake, but this port has no TLS: serve thrifts:// or thrift+https://, or connect "
                + "without TLS");
        }

        // A length: that of a frame, or of a method's name in the old binary protocol.
        await RequireAsync(received, LengthSize + 1, cancellationToken).ConfigureAwait(false);
        return RecogniseFrame(received.Buffered.Span, maxFrameSize);
    }

    private static Dialect RecogniseFrame(ReadOnlySpan<byte> first, int maxFrameSize)
    {
        var length = BinaryPrimitives.ReadUInt32BigEndian(first);
        var next = first[LengthSize];
        if (ProtocolOf(next) is { } framed)
        {
            return length <= maxFrameSize
                ? new Dialect(framed, IsFramed: true, IsZlib: false)
                : throw new WireException($"its frame has {length} bytes, but only {maxFrameSize} are allowed (max_frame_size)");
        }

        if (next == 0x0f)
        {
            throw new WireException(
                "it speaks the header protocol (THeader), which is not served: have it use the binary or the compact protocol, framed");
        }

        return next == 0 && length <= maxFrameSize ? new Dialect(WireProtocol.OldBinary, IsFramed: true, IsZlib: false)
            : char.IsAsciiLetter((char)next) || next == (byte)'_' ? OldUnframed(length, maxFrameSize)
            : throw new WireException(
                $"its first bytes, {Convert.ToHexString(first[..(LengthSize + 1)])}, are neither a Thrift message nor an HTTP request");
    }

    private static Dialect OldUnframed(uint length, int maxFrameSize) => length <= maxFrameSize
        ? new Dialect(WireProtocol.OldBinary, IsFramed: false, IsZlib: false)
        : throw new WireException(
            $"its first bytes are neither a Thrift message nor an HTTP request, or the name of its method has {length} bytes");

    private static WireProtocol? ProtocolOf(byte mark) => mark switch
    {
        BinaryMark => WireProtocol.Binary,
        CompactMark => WireProtocol.Compact,
        JsonMark => WireProtocol.Json,
        _ => null,
    };

    private static (byte First, byte Second) First(ReceiveBuffer received) => (received.Buffered.Span[0], received.Buffered.Span[1]);

    private static async ValueTask RequireAsync(ReceiveBuffer received, int count, CancellationToken cancellationToken)
    {
        if (!await received.FillAsync(count, cancellationToken).ConfigureAwait(false))
        {
            throw new WireException($"it left after {received.Count} bytes, before its protocol could be recognised");
        }
    }
}

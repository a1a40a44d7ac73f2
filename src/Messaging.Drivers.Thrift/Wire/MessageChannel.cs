using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Thrift;
using Thrift.Protocol;

namespace Messaging.Drivers.Thrift.Wire;

/// <summary>The messages of one connection, in one dialect. One reader and any number of writers may use it concurrently.</summary>
internal sealed class MessageChannel : IAsyncDisposable
{
    private const int LengthSize = 4;

    private readonly Stream _stream;
    private readonly ReceiveBuffer _received;
    private readonly ZLibStream? _inflate;
    private readonly ZLibStream? _deflate;
    private readonly SendPath? _sending;
    private readonly MemoryTransport _frameTransport;
    private readonly TProtocol? _frameProtocol;
    private int _frame;

    /// <param name="stream">The stream that messages are written to.</param>
    /// <param name="received">The bytes received from the stream; the first may have arrived already.</param>
    /// <param name="dialect">The dialect of the connection.</param>
    /// <param name="limits">The maximum message size, frame size and nesting depth.</param>
    /// <param name="terms">How concurrent senders share the connection; null when only one sends at a time.</param>
    public MessageChannel(Stream stream, ReceiveBuffer received, Dialect dialect, TConfiguration limits, SendTerms? terms = null)
        : this(stream, received, dialect, limits, terms, dialect.IsZlib ? Inflate(received) : null)
    {
    }

    private MessageChannel(
        Stream stream, ReceiveBuffer received, Dialect dialect, TConfiguration limits, SendTerms? terms, ZLibStream? inflate, ReceiveBuffer? inflated = null)
    {
        _stream = stream;
        _inflate = inflate;
        _received = inflated ?? (inflate is null ? received : new ReceiveBuffer(inflate));
        Dialect = dialect;
        Limits = limits;
        _deflate = inflate is null ? null : new ZLibStream(stream, CompressionLevel.Fastest, leaveOpen: true);
        _sending = terms is null ? null : new SendPath(WriteAsync, terms);
        _frameTransport = new MemoryTransport(ReadOnlyMemory<byte>.Empty, limits);

        // The protocol keeps no state between messages, and a message that cannot be read ends the connection, so it can be reused.
        _frameProtocol = dialect is { IsFramed: true, Protocol: WireProtocol.Binary or WireProtocol.OldBinary } ? dialect.Over(_frameTransport) : null;
    }

    public Dialect Dialect { get; }

    public TConfiguration Limits { get; }

    /// <summary>Recognises the protocol inside a zlib stream.</summary>
    /// <exception cref="WireException">The bytes are not zlib, or not a Thrift protocol.</exception>
    public static async Task<MessageChannel> InsideZlibAsync(
        Stream stream, ReceiveBuffer received, TConfiguration limits, SendTerms terms, CancellationToken cancellationToken)
    {
        var inflate = Inflate(received);
        try
        {
            var inflated = new ReceiveBuffer(inflate);
            var inside = await Sniffer.RecogniseAsync(inflated, limits.MaxFrameSize, cancellationToken).ConfigureAwait(false);
            return new MessageChannel(stream, received, inside with { IsZlib = true }, limits, terms, inflate, inflated);
        }
        catch (Exception e)
        {
            await inflate.DisposeAsync().ConfigureAwait(false);
            throw e is InvalidDataException ? WireException.From(e) : e;
        }
    }

    /// <summary>Waits for the start of the next message; false when the peer has left between two messages.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _received.FillAsync(1, cancellationToken);

    /// <summary>Whether the next message has arrived completely, so that it can be read without waiting.</summary>
    public bool HasWholeMessage => Dialect.IsFramed && _received.Count >= LengthSize
        && _received.Count - LengthSize >= BinaryPrimitives.ReadUInt32BigEndian(_received.Buffered.Span);

    /// <summary>Starts reading a message; <see cref="EndRead"/> ends it.</summary>
    /// <exception cref="WireException">The frame is incomplete or too large.</exception>
    public async ValueTask<TProtocol> BeginReadAsync(CancellationToken cancellationToken)
    {
        _frame = 0;
        if (!Dialect.IsFramed)
        {
            return Dialect.Over(new ReceiveTransport(_received, Limits));
        }

        if (!await _received.FillAsync(LengthSize, cancellationToken).ConfigureAwait(false))
        {
            throw new WireException("it left in the middle of the length of a frame");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(_received.Buffered.Span);
        if (length > Limits.MaxFrameSize)
        {
            throw new WireException($"its frame has {length} bytes, but only {Limits.MaxFrameSize} are allowed (max_frame_size)");
        }

        _received.Consume(LengthSize);
        _frame = (int)length;
        if (!await _received.FillAsync(_frame, cancellationToken).ConfigureAwait(false))
        {
            throw new WireException($"it left in the middle of a frame, after {_received.Count} of its {length} bytes");
        }

        if (_frameProtocol is null)
        {
            return Dialect.Over(new MemoryTransport(_received.Buffered[.._frame], Limits));
        }

        _frameTransport.Restart(_received.Buffered[.._frame]);
        return _frameProtocol;
    }

    /// <summary>Ends reading a message; what was not read of its frame is skipped.</summary>
    public void EndRead()
    {
        _received.Consume(_frame);
        _frame = 0;
    }

    /// <summary>Creates a message for <see cref="SendAsync"/>, with room for its length.</summary>
    public MessageBuffer CreateMessage() => CreateMessage(Dialect);

    public static MessageBuffer CreateMessage(Dialect dialect)
    {
        var message = MessageBuffer.Rent();
        if (dialect.IsFramed)
        {
            message.GetSpan(LengthSize)[..LengthSize].Clear();
            message.Advance(LengthSize);
        }

        return message;
    }

    /// <summary>Writes the length of a message created by <see cref="CreateMessage(Dialect)"/> into the room for it.</summary>
    public static void Complete(MessageBuffer message, Dialect dialect)
    {
        if (dialect.IsFramed)
        {
            BinaryPrimitives.WriteInt32BigEndian(MemoryMarshal.AsMemory(message.WrittenMemory).Span, message.Length - LengthSize);
        }
    }

    /// <summary>Sends a message created by <see cref="CreateMessage()"/>; completes when it has been written.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the write when the connection is not shared; the connection is unusable afterwards.</param>
    /// <param name="isOnly">Whether no other message is in flight.</param>
    public ValueTask SendAsync(MessageBuffer message, CancellationToken cancellationToken, bool isOnly = false)
    {
        Complete(message, Dialect);
        return _sending is null ? WriteAsync(message.WrittenMemory, cancellationToken) : _sending.SendAsync(message.WrittenMemory, isOnly);
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        _sending?.Dispose();
        if (_inflate is null || _deflate is null)
        {
            return;
        }

        await _inflate.DisposeAsync().ConfigureAwait(false);
        try
        {
            await _deflate.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or NotSupportedException)
        {
            // The connection is closed: the last bytes cannot be sent.
        }
    }

    private ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        _deflate is null ? _stream.WriteAsync(bytes, cancellationToken) : DeflateAsync(_deflate, bytes, cancellationToken);

    private static async ValueTask DeflateAsync(ZLibStream deflate, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await deflate.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        await deflate.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static ZLibStream Inflate(ReceiveBuffer received) => new(new BufferStream(received), CompressionMode.Decompress);
}

using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Thrift;
using Thrift.Protocol;

namespace Messaging.Drivers.Thrift.Wire;

/// <summary>The messages of one connection, in one dialect. One reader and any number of writers may use it at the same time.</summary>
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

    /// <param name="stream">The stream to write messages to.</param>
    /// <param name="received">What is read from the stream; its beginning may already be there.</param>
    /// <param name="dialect">The dialect of the connection.</param>
    /// <param name="limits">The limits on messages, frames and depth.</param>
    /// <param name="terms">How writers share the connection; null when one sends at a time.</param>
    public MessageChannel(Stream stream, ReceiveBuffer received, Dialect dialect, TConfiguration limits, SendTerms? terms = null)
        : this(stream, received, dialect, limits, terms, dialect.IsZlib ? Inflate(received) : null)
    {
    }

    private MessageChannel(
        Stream stream, ReceiveBuffer received, Dialect dialect, TConfiguration limits, SendTerms? terms, ZLibStream? inflate,
        ReceiveBuffer? inflated = null)
    {
        _stream = stream;
        _inflate = inflate;
        _received = inflated ?? (inflate is null ? received : new ReceiveBuffer(inflate));
        Dialect = dialect;
        Limits = limits;
        _deflate = inflate is null ? null : new ZLibStream(stream, CompressionLevel.Fastest, leaveOpen: true);
        _sending = terms is null ? null : new SendPath(WriteAsync, terms);
        _frameTransport = new MemoryTransport(ReadOnlyMemory<byte>.Empty, limits);

        // It keeps no state between messages, and a message that cannot be read ends the connection.
        _frameProtocol = dialect is { IsFramed: true, Protocol: WireProtocol.Binary or WireProtocol.OldBinary }
            ? dialect.Over(_frameTransport)
            : null;
    }

    public Dialect Dialect { get; }

    public TConfiguration Limits { get; }

    /// <summary>Looks into a zlib stream for the dialect inside it.</summary>
    /// <exception cref="WireException">It is not zlib, or not what a Thrift client sends.</exception>
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

    /// <summary>Waits for the next message to begin; false when the peer has left between two messages.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _received.FillAsync(1, cancellationToken);

    /// <summary>Whether the next message has arrived completely, so that reading it does not wait.</summary>
    public bool HasWholeMessage => Dialect.IsFramed && _received.Count >= LengthSize
        && _received.Count - LengthSize >= BinaryPrimitives.ReadUInt32BigEndian(_received.Buffered.Span);

    /// <summary>Begins to read a message. <see cref="EndRead"/> ends it.</summary>
    /// <exception cref="WireException">The frame is incomplete.</exception>
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

    /// <summary>The message was read, as far as it is needed.</summary>
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

    /// <summary>Sends a message of <see cref="CreateMessage()"/>; completes when it was written.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the write, where nobody shares the connection, which is then of no use any more.</param>
    /// <param name="isOnly">Whether no other message is on its way.</param>
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
            // The last bytes of the stream can no longer be sent.
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

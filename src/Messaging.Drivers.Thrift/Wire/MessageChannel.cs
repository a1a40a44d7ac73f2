using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Thrift;
using Thrift.Protocol;

namespace Messaging.Drivers.Thrift.Wire;

/// <summary>The messages of one connection, in one dialect. One reads and any number write at the same time.</summary>
internal sealed class MessageChannel : IAsyncDisposable
{
    private const int LengthSize = 4;

    private readonly Stream _stream;
    private readonly ReceiveBuffer _received;
    private readonly ZLibStream? _inflate;
    private readonly ZLibStream? _deflate;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private int _frame;

    /// <param name="stream">Where messages are written.</param>
    /// <param name="received">What is read from it, of which the beginning may be there already.</param>
    /// <param name="dialect">What is spoken.</param>
    /// <param name="limits">The largest message, frame and depth.</param>
    public MessageChannel(Stream stream, ReceiveBuffer received, Dialect dialect, TConfiguration limits)
        : this(stream, received, dialect, limits, dialect.IsZlib ? Inflate(received) : null)
    {
    }

    private MessageChannel(Stream stream, ReceiveBuffer received, Dialect dialect, TConfiguration limits, ZLibStream? inflate, ReceiveBuffer? inflated = null)
    {
        _stream = stream;
        _inflate = inflate;
        _received = inflated ?? (inflate is null ? received : new ReceiveBuffer(inflate));
        Dialect = dialect;
        Limits = limits;
        _deflate = inflate is null ? null : new ZLibStream(stream, CompressionLevel.Fastest, leaveOpen: true);
    }

    public Dialect Dialect { get; }

    public TConfiguration Limits { get; }

    /// <summary>Looks into a stream of zlib for what is spoken there.</summary>
    /// <exception cref="WireException">It is nothing that a Thrift client says, or no zlib.</exception>
    public static async Task<MessageChannel> InsideZlibAsync(
        Stream stream, ReceiveBuffer received, TConfiguration limits, CancellationToken cancellationToken)
    {
        var inflate = Inflate(received);
        try
        {
            var inflated = new ReceiveBuffer(inflate);
            var inside = await Sniffer.RecogniseAsync(inflated, limits.MaxFrameSize, cancellationToken).ConfigureAwait(false);
            return new MessageChannel(stream, received, inside with { IsZlib = true }, limits, inflate, inflated);
        }
        catch (Exception e)
        {
            await inflate.DisposeAsync().ConfigureAwait(false);
            throw e is InvalidDataException ? WireException.From(e) : e;
        }
    }

    /// <summary>Waits for the next message to begin; false when the peer has left between two.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _received.FillAsync(1, cancellationToken);

    /// <summary>Begins to read a message. <see cref="EndRead"/> ends it.</summary>
    /// <exception cref="WireException">There is no whole frame.</exception>
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
            throw new WireException($"its frame has {length} bytes, and {Limits.MaxFrameSize} are allowed (max_frame_size)");
        }

        _received.Consume(LengthSize);
        _frame = (int)length;
        if (!await _received.FillAsync(_frame, cancellationToken).ConfigureAwait(false))
        {
            throw new WireException($"it left in the middle of a frame, after {_received.Count} of its {length} bytes");
        }

        return Dialect.Over(new MemoryTransport(_received.Buffered[.._frame], Limits));
    }

    /// <summary>The message was read, as far as anybody wants.</summary>
    public void EndRead()
    {
        _received.Consume(_frame);
        _frame = 0;
    }

    /// <summary>Makes a message for <see cref="SendAsync"/>: leaves room for its length.</summary>
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

    /// <summary>Sends a message of <see cref="CreateMessage()"/>.</summary>
    public async Task SendAsync(MessageBuffer message, CancellationToken cancellationToken)
    {
        if (Dialect.IsFramed)
        {
            var bytes = MemoryMarshal.AsMemory(message.WrittenMemory);
            BinaryPrimitives.WriteInt32BigEndian(bytes.Span, message.Length - LengthSize);
        }

        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_deflate is null)
            {
                await _stream.WriteAsync(message.WrittenMemory, cancellationToken).ConfigureAwait(false);
                await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await _deflate.WriteAsync(message.WrittenMemory, cancellationToken).ConfigureAwait(false);
                await _deflate.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
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
            // Its last bytes have nowhere to go.
        }
    }

    private static ZLibStream Inflate(ReceiveBuffer received) => new(new BufferStream(received), CompressionMode.Decompress);
}

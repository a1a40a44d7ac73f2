using Thrift;
using Thrift.Transport;

namespace Messaging.Drivers.Thrift.Wire;

/// <summary>A complete message in memory, to read or to write: nothing waits.</summary>
internal sealed class MemoryTransport : TEndpointTransport
{
    private readonly MessageBuffer? _written;
    private ReadOnlyMemory<byte> _unread;

    /// <summary>A message to read.</summary>
    public MemoryTransport(ReadOnlyMemory<byte> message, TConfiguration limits)
        : base(limits)
    {
        _unread = message;
        ResetMessageSizeAndConsumedBytes(message.Length);
    }

    /// <summary>Starts reading another message.</summary>
    public void Restart(ReadOnlyMemory<byte> message)
    {
        _unread = message;
        ResetMessageSizeAndConsumedBytes(-1);
        ResetMessageSizeAndConsumedBytes(message.Length);
    }

    /// <summary>A message to write.</summary>
    public MemoryTransport(MessageBuffer written, TConfiguration limits)
        : base(limits) => _written = written;

    public override bool IsOpen => true;

    /// <summary>How many bytes have not been read.</summary>
    public int Unread => _unread.Length;

    public override Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Close()
    {
    }

    public override ValueTask<int> ReadAsync(byte[] buffer, int offset, int length, CancellationToken cancellationToken)
    {
        var count = Math.Min(length, _unread.Length);
        if (count == 0 && length > 0)
        {
            throw new TTransportException(TTransportException.ExceptionType.EndOfFile, "the message ends too early");
        }

        _unread.Span[..count].CopyTo(buffer.AsSpan(offset));
        _unread = _unread[count..];
        CountConsumedMessageBytes(count);
        return new ValueTask<int>(count);
    }

    /// <summary>The next bytes, in place.</summary>
    /// <exception cref="TTransportException">There are fewer bytes, or the number is negative.</exception>
    public ReadOnlySpan<byte> Take(int count)
    {
        CheckReadBytesAvailable(count);
        var taken = _unread.Span[..count];
        _unread = _unread[count..];
        return taken;
    }

    /// <summary>Room for the next bytes to be written.</summary>
    public Span<byte> Reserve(int count)
    {
        var room = _written!.GetSpan(count)[..count];
        _written.Advance(count);
        return room;
    }

    public override void CheckReadBytesAvailable(long numBytes)
    {
        if (numBytes < 0 || numBytes > _unread.Length)
        {
            throw new TTransportException(
                numBytes < 0 ? TTransportException.ExceptionType.MessageSizeLimit : TTransportException.ExceptionType.EndOfFile,
                numBytes < 0 ? $"it has a part whose size is {numBytes}" : "the message ends too early");
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int length, CancellationToken cancellationToken)
    {
        _written!.Write(buffer.AsSpan(offset, length));
        return Task.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override void Dispose(bool disposing)
    {
    }
}

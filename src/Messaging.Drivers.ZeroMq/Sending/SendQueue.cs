using Messaging.Drivers.ZeroMq.Memory;
using Messaging.Drivers.ZeroMq.Messages;
using Messaging.Drivers.ZeroMq.Security;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Sending;

/// <summary>
/// The messages that wait to be written on a connection: one buffer is filled while the other is being written, and replies that find the
/// buffers full wait behind them individually.
/// </summary>
/// <remarks>Not for concurrent use: <see cref="SendPath"/> uses it under its lock, except for the bytes being written.</remarks>
/// <param name="cipher">Encrypts frames; or null.</param>
/// <param name="highWaterMark">The number of bytes at which the buffers are full.</param>
/// <param name="maxUnread">How many bytes of replies may wait behind them.</param>
/// <param name="share">Where the memory is counted, or null.</param>
internal sealed class SendQueue(IFrameCipher? cipher, long highWaterMark, long maxUnread, MemoryShare? share)
{
    /// <summary>Memory up to this size is not counted.</summary>
    private const int FreeOfCount = 256 * 1024;

    /// <summary>How much of the waiting replies is moved to the buffer at a time; senders wait meanwhile.</summary>
    private const int Chunk = 256 * 1024;

    private readonly Queue<LateReply> _late = new();
    private SendBuffer _filling = new();
    private SendBuffer _writing = new();
    private long _lateBytes;
    private long _counted;

    /// <summary>Whether only urgent messages and replies are accepted.</summary>
    public bool IsFull => _late.Count > 0 || _filling.Length + (long)_writing.Length > highWaterMark;

    public bool IsEmpty => _filling.Length == 0;

    /// <summary>How many bytes wait.</summary>
    public long Waiting => _filling.Length + (long)_writing.Length + _lateBytes;

    /// <summary>The bytes to write now. Not touched until the next <see cref="Swap"/>.</summary>
    public ReadOnlyMemory<byte> Written => _writing.Written;

    /// <summary>Adds a message.</summary>
    /// <returns>Null, or the reason why the connection must end.</returns>
    public string? Add(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body)
    {
        _filling.Add(FrameFlags.More, header, cipher);
        _filling.Add(FrameFlags.None, body, cipher);
        return Count();
    }

    public void AddCommand(ReadOnlySpan<byte> content) => _filling.Add(FrameFlags.Command, content, cipher);

    /// <summary>Adds a reply after everything that waits.</summary>
    /// <returns>Null, or why the connection has to end.</returns>
    public string? AddLate(LateReply reply)
    {
        _late.Enqueue(reply);
        _lateBytes += reply.Size;
        return _lateBytes > maxUnread
            ? FormattableString.Invariant($"it does not read its replies: {Waiting} bytes of replies wait (max_unread_bytes)")
            : Count();
    }

    /// <summary>Makes the filled buffer the one to write.</summary>
    public void Swap()
    {
        _writing.Clear();
        Span<byte> header = stackalloc byte[Header.Size];
        while (_filling.Length < Chunk && _late.TryDequeue(out var reply))
        {
            _lateBytes -= reply.Size;
            if (!reply.Expiry.IsPast)
            {
                Header.Write(header, MessageType.Reply, reply.Id);
                _filling.Add(FrameFlags.More, header, cipher);
                _filling.Add(FrameFlags.None, reply.Body.WrittenSpan, cipher);
            }

            reply.Body.Dispose();
        }

        (_filling, _writing) = (_writing, _filling);
        Count();
    }

    /// <summary>Returns all memory to the pool.</summary>
    public void Release()
    {
        _filling.Release();
        _writing.Release();
        while (_late.TryDequeue(out var reply))
        {
            reply.Body.Dispose();
        }

        _lateBytes = 0;
        Count();
    }

    private string? Count()
    {
        var holds = _filling.Capacity + (long)_writing.Capacity + _lateBytes;
        var counted = holds > FreeOfCount ? holds : 0;
        if (counted == _counted || share is null)
        {
            return null;
        }

        var more = counted - _counted;
        _counted = counted;
        if (share.TryChange(more))
        {
            return null;
        }

        share.Count(more);
        return share.Describe(counted);
    }
}

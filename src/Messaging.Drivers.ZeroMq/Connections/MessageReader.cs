using Messaging.Drivers.ZeroMq.Security;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>
/// Parses messages and commands from the bytes of a peer. Keeps only the first frame of a message whose second is yet to come.
/// </summary>
internal sealed class MessageReader(IConnectionUser user, IFrameCipher? cipher, Action<ReadOnlySpan<byte>> onPing)
{
    private const int MaxCommand = 512;

    /// <summary>The most that is skipped: a peer that announces more is not waited for.</summary>
    private const long MaxPassedOver = 4L * int.MaxValue;

    private readonly byte[] _header = new byte[MessageLimits.MaxHeader];
    private int _headerLength = -1;
    private long _toPassOver;

    /// <summary>Whether the first frame of a message has arrived, or part of a body that is being skipped.</summary>
    public bool IsInMessage => _headerLength >= 0 || _toPassOver > 0;

    /// <summary>Reads the bytes that are there.</summary>
    /// <returns>How many bytes are known to be missing until the next frame.</returns>
    /// <exception cref="ZmtpException">The bytes are not what a peer of ours sends.</exception>
    public long Read(ReceiveBuffer buffer)
    {
        while (true)
        {
            if (_toPassOver > 0)
            {
                var passed = (int)Math.Min(_toPassOver, buffer.Unread.Length);
                buffer.Consume(passed);
                _toPassOver -= passed;
                if (_toPassOver > 0)
                {
                    return 1;
                }
            }

            var unread = buffer.Unread;
            if (!FrameHeader.TryRead(unread, out var frame))
            {
                return 1;
            }

            if (frame.Length > Limit(frame))
            {
                PassOver(frame);
                buffer.Consume(frame.Size);
                continue;
            }

            var whole = frame.Size + (int)frame.Length;
            if (unread.Length < whole)
            {
                return whole - unread.Length;
            }

            Take(frame, unread[frame.Size..whole]);
            buffer.Consume(whole);
        }
    }

    /// <summary>There is no memory for the body being received: the part received is discarded, and the rest will be.</summary>
    public void LetGo(ReceiveBuffer buffer)
    {
        var unread = buffer.Unread;
        if (_headerLength < 0 || !FrameHeader.TryRead(unread, out var frame))
        {
            throw new ZmtpException("there is no memory for a frame that is not a body");
        }

        user.OnNoMemory(_header.AsSpan(0, _headerLength));
        _headerLength = -1;
        _toPassOver = frame.Size + frame.Length - unread.Length;
        buffer.Consume(unread.Length);
    }

    private long Limit(FrameHeader frame)
    {
        // Whether an encrypted frame is a command shows only after decryption.
        var limit = frame.IsCommand && cipher is null ? MaxCommand
            : _headerLength < 0 ? MessageLimits.MaxHeader
            : user.MaxBody(_header.AsSpan(0, _headerLength));
        return limit + (cipher?.Overhead ?? 0L);
    }

    private void PassOver(FrameHeader frame)
    {
        if (frame.IsCommand || _headerLength < 0 || frame.Length > MaxPassedOver)
        {
            throw new ZmtpException($"the peer sent a frame of {frame.Length} bytes, which is too large");
        }

        if (frame.HasMore)
        {
            throw new ZmtpException("the peer sent a message of more than two frames");
        }

        user.OnTooLarge(_header.AsSpan(0, _headerLength), frame.Length - (cipher?.Overhead ?? 0));
        _headerLength = -1;
        _toPassOver = frame.Length;
    }

    private void Take(FrameHeader frame, ReadOnlySpan<byte> content)
    {
        var flags = frame.Flags;
        if (cipher is not null)
        {
            content = cipher.Decrypt(content, out flags);
        }

        if ((flags & FrameFlags.Command) != 0)
        {
            TakeCommand(content);
        }
        else if (_headerLength < 0)
        {
            TakeHeader(content, (flags & FrameFlags.More) != 0);
        }
        else if ((flags & FrameFlags.More) != 0)
        {
            throw new ZmtpException("the peer sent a message of more than two frames");
        }
        else
        {
            var length = _headerLength;
            _headerLength = -1;
            user.OnMessage(_header.AsSpan(0, length), content);
        }
    }

    private void TakeHeader(ReadOnlySpan<byte> content, bool hasMore)
    {
        if (!hasMore || content.Length > _header.Length)
        {
            throw new ZmtpException(hasMore ? "the header of a message is too long" : "a message of one frame came; all have two");
        }

        // Copied: a command may come between the frames of a message, and the body may be large.
        content.CopyTo(_header);
        _headerLength = content.Length;
    }

    private void TakeCommand(ReadOnlySpan<byte> content)
    {
        var name = Command.ReadName(content, out var data);
        if (name.SequenceEqual("PING"u8))
        {
            onPing(data);
        }
        else if (name.SequenceEqual("ERROR"u8))
        {
            Command.Expect(content, "PING"u8);
        }

        // A PONG proves that the peer is alive, like any other byte. Unknown commands are ignored, as the protocol requires.
    }
}

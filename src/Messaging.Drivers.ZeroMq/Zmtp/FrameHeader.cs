using System.Buffers.Binary;

namespace Messaging.Drivers.ZeroMq.Zmtp;

/// <summary>The header of a frame: its flags, and the length of its content in one or eight bytes.</summary>
/// <param name="Flags">The flags.</param>
/// <param name="Size">The length of this header.</param>
/// <param name="Length">The length of the content that follows it.</param>
internal readonly record struct FrameHeader(FrameFlags Flags, int Size, long Length)
{
    public const int MaxSize = 9;
    private const int ShortSize = 2;
    private const FrameFlags Known = FrameFlags.More | FrameFlags.Long | FrameFlags.Command;

    public bool IsCommand => (Flags & FrameFlags.Command) != 0;

    public bool HasMore => (Flags & FrameFlags.More) != 0;

    /// <summary>Reads a header, if it has arrived completely.</summary>
    /// <exception cref="ZmtpException">The bytes are not the start of a frame.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FrameHeader header)
    {
        header = default;
        if (bytes.IsEmpty)
        {
            return false;
        }

        var flags = (FrameFlags)bytes[0];
        if ((flags & ~Known) != 0 || (flags & (FrameFlags.Command | FrameFlags.More)) == (FrameFlags.Command | FrameFlags.More))
        {
            throw new ZmtpException($"the peer sent a frame with invalid flags 0x{bytes[0]:x2}");
        }

        if ((flags & FrameFlags.Long) == 0)
        {
            if (bytes.Length < ShortSize)
            {
                return false;
            }

            header = new FrameHeader(flags, ShortSize, bytes[1]);
            return true;
        }

        if (bytes.Length < MaxSize)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt64BigEndian(bytes[1..]);
        if (length > long.MaxValue)
        {
            throw new ZmtpException($"the peer announced a frame of {length} bytes, which is impossible");
        }

        header = new FrameHeader(flags, MaxSize, (long)length);
        return true;
    }

    /// <summary>Writes the header of a frame.</summary>
    /// <param name="destination">At least <see cref="MaxSize"/> bytes.</param>
    /// <param name="flags">More or command; the length sets its own flag.</param>
    /// <param name="length">The length of the content.</param>
    /// <returns>The length of the header.</returns>
    public static int Write(Span<byte> destination, FrameFlags flags, int length)
    {
        if (length <= byte.MaxValue)
        {
            destination[0] = (byte)flags;
            destination[1] = (byte)length;
            return ShortSize;
        }

        destination[0] = (byte)(flags | FrameFlags.Long);
        BinaryPrimitives.WriteUInt64BigEndian(destination[1..], (ulong)length);
        return MaxSize;
    }
}

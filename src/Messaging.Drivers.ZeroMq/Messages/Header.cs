using System.Buffers.Binary;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Messages;

/// <summary>The start of every header: a version, the type, and the id of the request that the message belongs to.</summary>
internal static class Header
{
    public const byte Version = 1;

    /// <summary>The length of this part.</summary>
    public const int Size = 18;

    /// <summary>The length of a refusal's header: with its reason, and with the limit that was exceeded.</summary>
    public const int RefusalSize = Size + 1;
    public const int RefusalWithLimitSize = RefusalSize + sizeof(uint);

    /// <exception cref="ZmtpException">The header is not one of ours.</exception>
    public static MessageType ReadType(ReadOnlySpan<byte> header)
    {
        if (header.Length < Size || header[0] != Version)
        {
            throw new ZmtpException(header.Length < Size
                ? "the header of a message is too short: the peer is not a peer of ours"
                : $"the peer speaks version {header[0]} of our messages, and we speak {Version}");
        }

        return (MessageType)header[1];
    }

    public static MessageId ReadId(ReadOnlySpan<byte> header) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(header[2..]), BinaryPrimitives.ReadUInt64BigEndian(header[10..]));

    /// <exception cref="ZmtpException">The header has no reason.</exception>
    public static Refusal ReadRefusal(ReadOnlySpan<byte> header) => header.Length < RefusalSize
        ? throw new ZmtpException("the peer sent a refusal without a reason")
        : new Refusal(
            (RefusalReason)header[Size],
            header.Length < RefusalWithLimitSize ? null : BinaryPrimitives.ReadUInt32BigEndian(header[RefusalSize..]));

    public static void Write(Span<byte> destination, MessageType type, MessageId id)
    {
        destination[0] = Version;
        destination[1] = (byte)type;
        BinaryPrimitives.WriteUInt64BigEndian(destination[2..], id.High);
        BinaryPrimitives.WriteUInt64BigEndian(destination[10..], id.Low);
    }

    /// <summary>Writes the header of a refusal into <see cref="RefusalWithLimitSize"/> bytes.</summary>
    /// <returns>The length of the header.</returns>
    public static int WriteRefusal(Span<byte> destination, MessageId id, Refusal refusal)
    {
        Write(destination, MessageType.Refused, id);
        destination[Size] = (byte)refusal.Reason;
        if (refusal.Limit is not { } limit)
        {
            return RefusalSize;
        }

        BinaryPrimitives.WriteUInt32BigEndian(destination[RefusalSize..], limit);
        return RefusalWithLimitSize;
    }
}

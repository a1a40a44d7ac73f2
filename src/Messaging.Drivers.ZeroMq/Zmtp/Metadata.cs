using System.Buffers.Binary;
using System.Text;

namespace Messaging.Drivers.ZeroMq.Zmtp;

/// <summary>The properties that both sides exchange at the end of a handshake. We need only the type of the peer's socket.</summary>
internal static class Metadata
{
    public const string Router = "ROUTER";
    public const string Dealer = "DEALER";
    public const int MaxSize = 64;

    /// <summary>Writes our properties.</summary>
    /// <param name="destination">At least <see cref="MaxSize"/> bytes.</param>
    /// <param name="socketType">The type of our socket.</param>
    /// <returns>The length of the properties.</returns>
    public static int Write(Span<byte> destination, string socketType)
    {
        var at = WriteProperty(destination, "Socket-Type"u8, socketType);
        return at + WriteProperty(destination[at..], "Identity"u8, "");
    }

    /// <summary>Reads the properties of the peer.</summary>
    /// <returns>The type of the peer's socket.</returns>
    /// <exception cref="ZmtpException">The bytes are not properties, or do not state the type of the socket.</exception>
    public static string ReadSocketType(ReadOnlySpan<byte> bytes)
    {
        string? type = null;
        while (!bytes.IsEmpty)
        {
            var nameLength = bytes[0];
            if (nameLength == 0 || bytes.Length < 1 + nameLength + 4)
            {
                throw new ZmtpException("the peer's properties cannot be read");
            }

            var name = bytes.Slice(1, nameLength);
            var valueLength = BinaryPrimitives.ReadUInt32BigEndian(bytes[(1 + nameLength)..]);
            bytes = bytes[(1 + nameLength + 4)..];
            if (valueLength > bytes.Length)
            {
                throw new ZmtpException("the peer's properties cannot be read");
            }

            if (Ascii.EqualsIgnoreCase(name, "Socket-Type"u8))
            {
                type = Encoding.ASCII.GetString(bytes[..Math.Min((int)valueLength, 16)]);
            }

            bytes = bytes[(int)valueLength..];
        }

        return type ?? throw new ZmtpException("the peer does not state its socket type");
    }

    /// <summary>Checks that a socket of our type can talk to a socket of the peer's type.</summary>
    /// <exception cref="ZmtpException">The two types are not compatible.</exception>
    public static void CheckSocketType(string peer)
    {
        if (peer is not (Router or Dealer))
        {
            throw new ZmtpException("the peer's socket is neither a ROUTER nor a DEALER", isRefusal: true);
        }
    }

    private static int WriteProperty(Span<byte> destination, ReadOnlySpan<byte> name, string value)
    {
        destination[0] = (byte)name.Length;
        name.CopyTo(destination[1..]);
        var at = 1 + name.Length;
        BinaryPrimitives.WriteInt32BigEndian(destination[at..], value.Length);
        return at + 4 + Encoding.ASCII.GetBytes(value, destination[(at + 4)..]);
    }
}

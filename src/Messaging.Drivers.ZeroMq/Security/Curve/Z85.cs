using System.Buffers.Binary;

namespace Messaging.Drivers.ZeroMq.Security.Curve;

/// <summary>ZeroMQ's text form of keys (rfc.zeromq.org/spec/32): five characters for every four bytes.</summary>
internal static class Z85
{
    private const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

    /// <param name="bytes">A multiple of four bytes.</param>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[bytes.Length / 4 * 5];
        for (var i = 0; i < bytes.Length / 4; i++)
        {
            var value = BinaryPrimitives.ReadUInt32BigEndian(bytes[(i * 4)..]);
            for (var digit = 4; digit >= 0; digit--)
            {
                text[(i * 5) + digit] = Alphabet[(int)(value % 85)];
                value /= 85;
            }
        }

        return new string(text);
    }

    /// <summary>Reads a key.</summary>
    /// <returns>The bytes, or null when the text is not a key.</returns>
    public static byte[]? DecodeKey(string text)
    {
        var bytes = new byte[Sodium.KeySize];
        if (text.Length != bytes.Length / 4 * 5)
        {
            return null;
        }

        for (var i = 0; i < bytes.Length / 4; i++)
        {
            ulong value = 0;
            foreach (var c in text.AsSpan(i * 5, 5))
            {
                var digit = Alphabet.IndexOf(c, StringComparison.Ordinal);
                if (digit < 0)
                {
                    return null;
                }

                value = (value * 85) + (uint)digit;
            }

            if (value > uint.MaxValue)
            {
                return null;
            }

            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(i * 4), (uint)value);
        }

        return bytes;
    }
}

using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text.Unicode;
using Messaging.Drivers;

namespace Messaging.Serialization;

/// <summary>
/// Escapes and unescapes JSON inside a JSON string, in one pass over sixteen bytes at a time. Such text has a quote to escape every few
/// bytes, for which JSON readers and writers are not optimised.
/// </summary>
internal static class EnvelopeText
{
    private const int Block = 512;
    private static readonly int Width = Vector128<byte>.Count;

    /// <summary>Writes a text with quotes, backslashes and control characters escaped: everything that a JSON string must escape.</summary>
    public static void Escape(ReadOnlySpan<byte> text, MessageBuffer body)
    {
        while (!text.IsEmpty)
        {
            var block = text[..Math.Min(text.Length, Block)];
            var read = EscapeBlock(block, body.GetSpan((2 * block.Length) + Width), out var written);
            body.Advance(written);
            text = text[read..];
            if (read < block.Length)
            {
                body.Write([(byte)'\\', (byte)'u', (byte)'0', (byte)'0', Hex(text[0] >> 4), Hex(text[0] & 15)]);
                text = text[1..];
            }
        }
    }

    /// <summary>Reads text that <see cref="Escape"/> or Python has written.</summary>
    /// <returns>False, and nothing was written, when it is anything else: escaped in another way, or not text at all.</returns>
    public static bool TryUnescape(ReadOnlySpan<byte> text, MessageBuffer message)
    {
        var to = message.GetSpan(text.Length + Width);
        int read = 0, written = 0;
        while (read < text.Length)
        {
            read += CopyPlain(text[read..], to, ref written);
            if (read == text.Length)
            {
                break;
            }

            if (text[read] != '\\' || read + 1 == text.Length || text[read + 1] is not ((byte)'"' or (byte)'\\' or (byte)'/'))
            {
                return false;
            }

            to[written++] = text[read + 1];
            read += 2;
        }

        if (!Utf8.IsValid(to[..written]))
        {
            return false;
        }

        message.Advance(written);
        return true;
    }

    /// <summary>Escapes up to the first control character.</summary>
    private static int EscapeBlock(ReadOnlySpan<byte> text, Span<byte> to, out int written)
    {
        var read = 0;
        written = 0;
        while (true)
        {
            read += CopyPlain(text[read..], to, ref written);
            if (read == text.Length || text[read] < ' ')
            {
                return read;
            }

            to[written++] = (byte)'\\';
            to[written++] = text[read++];
        }
    }

    /// <summary>Copies up to the first byte that JSON escapes. It may write up to sixteen bytes more than it counts.</summary>
    private static int CopyPlain(ReadOnlySpan<byte> text, Span<byte> to, ref int written)
    {
        var read = 0;
        while (text.Length - read >= Width)
        {
            var bytes = Vector128.Create(text[read..]);
            bytes.CopyTo(to[written..]);
            var special = Vector128.Equals(bytes, Vector128.Create((byte)'"')) | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
                | Vector128.LessThan(bytes, Vector128.Create((byte)' '));
            var plain = special == Vector128<byte>.Zero ? Width : BitOperations.TrailingZeroCount(special.ExtractMostSignificantBits());
            read += plain;
            written += plain;
            if (plain < Width)
            {
                return read;
            }
        }

        for (; read < text.Length && text[read] is not ((byte)'"' or (byte)'\\' or < (byte)' '); read++)
        {
            to[written++] = text[read];
        }

        return read;
    }

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
}

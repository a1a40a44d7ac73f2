using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Messaging.Urls;

/// <summary>Percent-encoding as Python's <c>urllib.parse</c> does it, because URLs are shared with services written in Python.</summary>
internal static class PercentEncoding
{
    private static readonly SearchValues<char> AlwaysSafe =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~");

    /// <summary>
    /// Decodes as <c>unquote</c>: a broken escape stays as it is, <c>+</c> stays <c>+</c>. Where Python substitutes U+FFFD for bytes that
    /// are not UTF-8, there is no result: a password that lost a letter is of no use.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out string? decoded)
    {
        if (!text.Contains('%'))
        {
            decoded = text.ToString();
            return true;
        }

        decoded = null;
        var output = new StringBuilder(text.Length);
        var bytes = new byte[text.Length / 3];
        for (var i = 0; i < text.Length;)
        {
            var count = 0;
            for (; IsEscape(text[i..]); i += 3)
            {
                bytes[count++] = byte.Parse(text.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            }

            if (!Utf8.IsValid(bytes.AsSpan(0, count)))
            {
                return false;
            }

            output.Append(Encoding.UTF8.GetString(bytes, 0, count));

            if (i < text.Length)
            {
                output.Append(text[i++]);
            }
        }

        decoded = output.ToString();
        return true;
    }

    /// <summary>Encodes as <c>quote(text, safe)</c>: everything but ASCII letters, digits, <c>_.-~</c> and the safe characters.</summary>
    public static void Write(StringBuilder output, string text, string safe)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && (AlwaysSafe.Contains((char)rune.Value) || safe.Contains((char)rune.Value)))
            {
                output.Append((char)rune.Value);
                continue;
            }

            foreach (var value in bytes[..rune.EncodeToUtf8(bytes)])
            {
                output.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
            }
        }
    }

    private static bool IsEscape(ReadOnlySpan<char> text) =>
        text.Length >= 3 && text[0] == '%' && char.IsAsciiHexDigit(text[1]) && char.IsAsciiHexDigit(text[2]);
}

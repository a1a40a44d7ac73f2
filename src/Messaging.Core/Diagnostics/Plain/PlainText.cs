using System.Buffers;
using System.Globalization;
using System.Text;

namespace Messaging.Diagnostics.Plain;

/// <summary>Makes text from peers safe for a log: bounded in length, and without the characters that end a line, move the cursor of a
/// terminal or reverse the direction of writing, with which a peer could forge or hide lines.</summary>
internal static class PlainText
{
    private const int MaxLength = 2_000;

    private static readonly SearchValues<char> Unsafe = SearchValues.Create(
        [
            .. Enumerable.Range(0, 0x20).Select(code => (char)code), .. Enumerable.Range(0x7f, 0x21).Select(code => (char)code),
            '\u200e', '\u200f', '\u2028', '\u2029', .. Enumerable.Range(0x202a, 5).Select(code => (char)code),
            .. Enumerable.Range(0x2066, 4).Select(code => (char)code), '\ufeff',
        ]);

    /// <summary>The text on one line: unsafe characters are escaped as in C#, a text that is too long is cut, and the cut is
    /// marked.</summary>
    public static string OneLine(string text)
    {
        var cut = text.Length > MaxLength ? text.Length - MaxLength : 0;
        var kept = text.AsSpan(0, text.Length - cut);
        if (cut == 0 && !kept.ContainsAny(Unsafe))
        {
            return text;
        }

        var plain = new StringBuilder(kept.Length + 64);
        Escape(plain, kept);
        return cut == 0 ? plain.ToString() : plain.Append(CultureInfo.InvariantCulture, $"... ({cut} more characters)").ToString();
    }

    /// <summary>The text with its lines, all but the first indented, so that none looks like a line of the log; other unsafe characters are
    /// escaped.</summary>
    public static string Lines(string text)
    {
        var plain = new StringBuilder(text.Length + 64);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (plain.Length > 0)
            {
                plain.Append('\n').Append(line.StartsWith("   ", StringComparison.Ordinal) ? "" : "   ");
            }

            Escape(plain, line);
        }

        return plain.ToString();
    }

    /// <summary>Whether the text has a character that is unsafe on a line.</summary>
    public static bool IsUnsafe(string text) => text.AsSpan().ContainsAny(Unsafe);

    private static void Escape(StringBuilder plain, ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Unsafe) is >= 0 and var at)
        {
            plain.Append(text[..at]);
            _ = text[at] switch
            {
                '\n' => plain.Append("\\n"),
                '\r' => plain.Append("\\r"),
                '\t' => plain.Append("\\t"),
                var other => plain.Append(CultureInfo.InvariantCulture, $"\\u{(int)other:x4}"),
            };
            text = text[(at + 1)..];
        }

        plain.Append(text);
    }
}

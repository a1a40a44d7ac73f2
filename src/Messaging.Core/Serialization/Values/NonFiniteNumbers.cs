using System.Buffers.Text;
using System.Text.Json;
using Messaging.Drivers;

namespace Messaging.Serialization;

/// <summary>NaN and the infinities, which Python writes and reads as bare words although JSON has no such thing.</summary>
internal static class NonFiniteNumbers
{
    private static ReadOnlySpan<byte> NaN => "NaN"u8;

    private static ReadOnlySpan<byte> Infinity => "Infinity"u8;

    private static ReadOnlySpan<byte> NegativeInfinity => "-Infinity"u8;

    public static void Write(Utf8JsonWriter writer, double value)
    {
        if (!double.IsFinite(value))
        {
            writer.WriteRawValue(double.IsNaN(value) ? NaN : value > 0 ? Infinity : NegativeInfinity, skipInputValidation: true);
            return;
        }

        // A float stays a float in Python, also when it is whole.
        Span<byte> text = stackalloc byte[40];
        if (double.IsInteger(value) && Math.Abs(value) < 1e15 && Utf8Formatter.TryFormat(value, text, out var length))
        {
            ".0"u8.CopyTo(text[length..]);
            writer.WriteRawValue(text[..(length + 2)], skipInputValidation: true);
        }
        else
        {
            writer.WriteNumberValue(value);
        }
    }

    /// <summary>Reads the quoted form that <see cref="TryQuote"/> makes of the words.</summary>
    public static double Read(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals(NaN) ? double.NaN
        : reader.ValueTextEquals(Infinity) ? double.PositiveInfinity
        : reader.ValueTextEquals(NegativeInfinity) ? double.NegativeInfinity
        : throw new JsonException("The text is not a number.");

    /// <summary>Puts the words of a message in quotes, in place, so that a JSON reader takes it. For messages that one has refused.</summary>
    /// <returns>Whether there was such a word.</returns>
    public static bool TryQuote(MessageBuffer message)
    {
        using var quoted = MessageBuffer.Rent();
        if (!TryQuote(message.WrittenSpan, quoted))
        {
            return false;
        }

        message.Truncate(0);
        message.Write(quoted.WrittenSpan);
        return true;
    }

    private static bool TryQuote(ReadOnlySpan<byte> json, MessageBuffer quoted)
    {
        var found = false;
        while (!json.IsEmpty)
        {
            var next = json.IndexOfAny((byte)'"', (byte)'N', (byte)'I');
            if (next < 0)
            {
                break;
            }

            var word = WordAt(json, ref next);
            quoted.Write(json[..next]);
            json = json[next..];
            if (word.IsEmpty)
            {
                var text = json[0] == (byte)'"' ? LengthOfText(json) : 1;
                quoted.Write(json[..text]);
                json = json[text..];
                continue;
            }

            found = true;
            quoted.Write("\""u8);
            quoted.Write(word);
            quoted.Write("\""u8);
            json = json[word.Length..];
        }

        quoted.Write(json);
        return found;
    }

    /// <summary>The word that stands at a place; when it has a sign, the place moves to it.</summary>
    private static ReadOnlySpan<byte> WordAt(ReadOnlySpan<byte> json, ref int place)
    {
        var rest = json[place..];
        if (rest.StartsWith(NaN))
        {
            return NaN;
        }

        if (!rest.StartsWith(Infinity))
        {
            return default;
        }

        if (place > 0 && json[place - 1] == (byte)'-')
        {
            place--;
            return NegativeInfinity;
        }

        return Infinity;
    }

    private static int LengthOfText(ReadOnlySpan<byte> json)
    {
        for (var i = 1; i < json.Length; i++)
        {
            if (json[i] == (byte)'\\')
            {
                i++;
            }
            else if (json[i] == (byte)'"')
            {
                return i + 1;
            }
        }

        return json.Length;
    }
}

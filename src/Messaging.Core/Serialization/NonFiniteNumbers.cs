using System.Buffers;
using System.Text.Json;
using Messaging.Drivers;

namespace Messaging.Serialization;

/// <summary>NaN and the infinities, which Python writes and reads as bare words although JSON has no such numbers.</summary>
/// <remarks>Inside the library they are represented by numbers that JSON readers accept and nobody writes. Two of these are infinite
/// themselves.</remarks>
internal static class NonFiniteNumbers
{
    private static ReadOnlySpan<byte> NaN => "NaN"u8;

    private static ReadOnlySpan<byte> Infinity => "Infinity"u8;

    private static ReadOnlySpan<byte> NegativeInfinity => "-Infinity"u8;

    private static ReadOnlySpan<byte> NaNNumber => "-0e99999"u8;

    private static ReadOnlySpan<byte> InfinityNumber => "1e99999"u8;

    private static ReadOnlySpan<byte> NegativeInfinityNumber => "-1e99999"u8;

    private static ReadOnlySpan<byte> Mark => "e99999"u8;

    /// <summary>The word for a number that is not finite.</summary>
    public static ReadOnlySpan<byte> WordOf(double value) => double.IsNaN(value) ? NaN : value > 0 ? Infinity : NegativeInfinity;

    /// <summary>Reads one of the words.</summary>
    public static bool TryReadWord(string text, out double value)
    {
        value = text switch
        {
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => double.NaN,
        };
        return !double.IsNaN(value) || text == "NaN";
    }

    /// <summary>Whether a number of a message stands for NaN. The numbers for the infinities need no special handling.</summary>
    public static bool IsNaN(ReadOnlySpan<byte> number) => number.SequenceEqual(NaNNumber);

    /// <summary>Whether a number of a message stands for an infinity, and is not only too large for its type.</summary>
    public static bool IsInfinity(ReadOnlySpan<byte> number) =>
        number.SequenceEqual(InfinityNumber) || number.SequenceEqual(NegativeInfinityNumber);

    /// <summary>The number that stands for a value, in a tree of values of our own.</summary>
    public static ReadOnlySpan<byte> NumberOf(double value) =>
        double.IsNaN(value) ? NaNNumber : value > 0 ? InfinityNumber : NegativeInfinityNumber;

    /// <summary>Whether there may be such numbers in a piece of JSON.</summary>
    public static bool MayStandIn(ReadOnlySpan<byte> json) => json.IndexOf(Mark) >= 0;

    /// <summary>Replaces the words in a message by numbers, so that a JSON reader accepts it. For messages that a reader has
    /// refused.</summary>
    /// <returns>Whether there was such a word.</returns>
    public static bool TryReplaceWords(MessageBuffer message)
    {
        using var replaced = MessageBuffer.Rent();
        if (!TryReplaceWords(message.WrittenSpan, replaced))
        {
            return false;
        }

        message.Truncate(0);
        message.Write(replaced.WrittenSpan);
        return true;
    }

    /// <summary>Copies a piece of JSON, replacing the numbers by their words.</summary>
    public static void RestoreWords(ReadOnlySpan<byte> json, MessageBuffer restored)
    {
        var reader = new Utf8JsonReader(json, EnvelopeFields.ReaderOptions);
        var copied = 0;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Number && WordFor(reader.ValueSpan) is { IsEmpty: false } word)
            {
                restored.Write(json[copied..(int)reader.TokenStartIndex]);
                restored.Write(word);
                copied = (int)reader.BytesConsumed;
            }
        }

        restored.Write(json[copied..]);
    }

    /// <summary>Copies a piece of JSON, replacing such numbers by null.</summary>
    public static void WriteNulls(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        var reader = new Utf8JsonReader(json, EnvelopeFields.ReaderOptions);
        var copied = 0;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Number && !WordFor(reader.ValueSpan).IsEmpty)
            {
                output.Write(json[copied..(int)reader.TokenStartIndex]);
                output.Write("null"u8);
                copied = (int)reader.BytesConsumed;
            }
        }

        output.Write(json[copied..]);
    }

    private static ReadOnlySpan<byte> WordFor(ReadOnlySpan<byte> number) =>
        number.SequenceEqual(NaNNumber) ? NaN
        : number.SequenceEqual(InfinityNumber) ? Infinity
        : number.SequenceEqual(NegativeInfinityNumber) ? NegativeInfinity
        : default;

    private static bool TryReplaceWords(ReadOnlySpan<byte> json, MessageBuffer replaced)
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
            replaced.Write(json[..next]);
            json = json[next..];
            if (word.IsEmpty)
            {
                var text = json[0] == (byte)'"' ? LengthOfText(json) : 1;
                replaced.Write(json[..text]);
                json = json[text..];
                continue;
            }

            found = true;
            replaced.Write(word[0] == (byte)'N' ? NaNNumber : word[0] == (byte)'I' ? InfinityNumber : NegativeInfinityNumber);
            json = json[word.Length..];
        }

        replaced.Write(json);
        return found;
    }

    /// <summary>The word at a position; when it has a sign, the position moves to the sign.</summary>
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

using System.Globalization;
using System.Text.Json;

namespace Messaging.Serialization;

/// <summary>Times as Python's <c>isoformat</c> writes them for oslo: six digits of a second, no zone, UTC by convention.</summary>
internal static class OsloDateTime
{
    private const string Format = "yyyy-MM-ddTHH:mm:ss.ffffff";

    public static void Write(Utf8JsonWriter writer, DateTime utc)
    {
        Span<byte> text = stackalloc byte[Format.Length];
        utc.TryFormat(text, out var written, Format, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..written]);
    }

    /// <summary>Reads with or without a zone, with a T or (Python's <c>str</c>) a space in the middle.</summary>
    public static DateTime Read(ref Utf8JsonReader reader)
    {
        var text = reader.TokenType == JsonTokenType.String
            ? reader.GetString()!
            : throw new JsonException("A time must be a string such as 2024-02-29T12:34:56.000789.");
        return DateTime.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var utc)
            ? utc
            : throw new JsonException($"'{text}' is not a time such as 2024-02-29T12:34:56.000789.");
    }
}

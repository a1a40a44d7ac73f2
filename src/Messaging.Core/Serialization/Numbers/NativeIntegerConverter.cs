using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Serialization;

/// <summary><see cref="nint"/> and <see cref="nuint"/> as Python's int. The platform has no converter for them.</summary>
internal sealed class NativeIntegerConverter<T> : JsonConverter<T>
    where T : struct, IBinaryInteger<T>
{
    private const int MaxLength = 24;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && !reader.HasValueSequence
            ? Parse(reader.ValueSpan)
            : throw new JsonException("The value is not a whole number.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        writer.WriteRawValue(Format(value, text), skipInputValidation: true);
    }

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(Encoding.UTF8.GetBytes(reader.GetString()!));

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        writer.WritePropertyName(Format(value, text));
    }

    private static ReadOnlySpan<byte> Format(T value, Span<byte> text)
    {
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        return text[..length];
    }

    private static T Parse(ReadOnlySpan<byte> number) =>
        T.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new JsonException("The value is not a whole number that fits.");
}

using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Serialization;

/// <summary><see cref="double"/>, <see cref="float"/> and <see cref="Half"/> as Python's float: NaN and the infinities as bare words, whole
/// numbers with their ".0".</summary>
internal sealed class FloatConverter<T> : JsonConverter<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number
            ? Parse(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan)
            : throw new JsonException("The value is not a number.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        if (T.IsFinite(value))
        {
            Span<byte> text = stackalloc byte[FloatText.MaxLength];
            writer.WriteRawValue(FloatText.Format(value, text), skipInputValidation: true);
        }
        else
        {
            writer.WriteRawValue(NonFiniteNumbers.WordOf(double.CreateTruncating(value)), skipInputValidation: true);
        }
    }

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var name = reader.GetString()!;
        return NonFiniteNumbers.TryReadWord(name, out var value)
            ? T.CreateTruncating(value)
            : Parse(System.Text.Encoding.UTF8.GetBytes(name));
    }

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[FloatText.MaxLength];
        writer.WritePropertyName(
            T.IsFinite(value) ? FloatText.Format(value, text) : NonFiniteNumbers.WordOf(double.CreateTruncating(value)));
    }

    private static T Parse(ReadOnlySpan<byte> number)
    {
        if (NonFiniteNumbers.IsNaN(number))
        {
            return T.NaN;
        }

        return T.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && (T.IsFinite(value) || NonFiniteNumbers.IsInfinity(number))
                ? value
                : throw new JsonException($"The value is not a number that a {typeof(T).Name} can hold.");
    }
}

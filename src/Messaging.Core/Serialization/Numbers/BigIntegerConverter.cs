using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Serialization;

/// <summary><see cref="BigInteger"/> as a number of any length, as Python's int.</summary>
internal sealed class BigIntegerConverter : JsonConverter<BigInteger>
{
    // Parsing time is quadratic in the length: the wire must not choose it. Python has the same limit.
    public const int MaxDigits = 4_300;

    public override BigInteger Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number
            ? Parse(Encoding.ASCII.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan))
            : throw NotOne();

    public override void Write(Utf8JsonWriter writer, BigInteger value, JsonSerializerOptions options) =>
        writer.WriteRawValue(Format(value), skipInputValidation: true);

    public override BigInteger ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.GetString()!);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, BigInteger value, JsonSerializerOptions options) =>
        writer.WritePropertyName(Format(value));

    // Python refuses a whole message that contains a longer one.
    private static string Format(BigInteger value) =>
        value.ToString(CultureInfo.InvariantCulture) is { Length: <= MaxDigits } digits ? digits : throw NotOne();

    private static BigInteger Parse(string digits) =>
        digits.Length <= MaxDigits
        && BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw NotOne();

    private static JsonException NotOne() => new($"The value is not a whole number of at most {MaxDigits} digits.");
}

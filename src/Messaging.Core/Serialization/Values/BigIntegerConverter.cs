using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Serialization;

/// <summary><see cref="BigInteger"/> as a number of any length, as Python's int.</summary>
internal sealed class BigIntegerConverter : JsonConverter<BigInteger>
{
    // Parsing costs the square of the length: the wire must not choose it.
    private const int MostDigits = 4_300;

    public override BigInteger Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var digits = reader.ValueSpan;
        return reader.TokenType == JsonTokenType.Number
            && digits.Length <= MostDigits
            && BigInteger.TryParse(Encoding.ASCII.GetString(digits), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new JsonException($"The value is not a whole number of at most {MostDigits} digits.");
    }

    public override void Write(Utf8JsonWriter writer, BigInteger value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.ToString(CultureInfo.InvariantCulture), skipInputValidation: true);
}

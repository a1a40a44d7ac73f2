using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Serialization;

/// <summary><see cref="double"/> as Python's float: NaN and the infinities as bare words, whole numbers with their ".0".</summary>
internal sealed class DoubleConverter : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && NonFiniteNumbers.IsNaN(reader.ValueSpan) ? double.NaN : reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => NonFiniteNumbers.Write(writer, value);
}

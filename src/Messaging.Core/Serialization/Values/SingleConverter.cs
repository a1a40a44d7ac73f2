using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Serialization;

/// <summary><see cref="float"/> as Python's float: NaN and the infinities as bare words.</summary>
internal sealed class SingleConverter : JsonConverter<float>
{
    public override float Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && NonFiniteNumbers.IsNaN(reader.ValueSpan) ? float.NaN : reader.GetSingle();

    public override void Write(Utf8JsonWriter writer, float value, JsonSerializerOptions options)
    {
        if (float.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            NonFiniteNumbers.Write(writer, value);
        }
    }
}

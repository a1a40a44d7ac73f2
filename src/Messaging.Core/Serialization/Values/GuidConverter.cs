using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Serialization;

/// <summary><see cref="Guid"/> as Python's uuid: written with dashes, and also read without them (its <c>hex</c>).</summary>
internal sealed class GuidConverter : JsonConverter<Guid>
{
    public override Guid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TryGetGuid(out var value) || Guid.TryParse(reader.GetString(), out value)
            ? value
            : throw new JsonException("The text is not a uuid.");

    public override void Write(Utf8JsonWriter writer, Guid value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

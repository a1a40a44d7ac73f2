using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Serialization;

/// <summary>An exception as a value: a string such as Python's <c>repr</c> of one. It cannot be read back.</summary>
internal sealed class ExceptionConverter : JsonConverter<Exception>
{
    public override bool CanConvert(Type typeToConvert) => typeof(Exception).IsAssignableFrom(typeToConvert);

    public override Exception Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException("An exception that is a value is sent as a string: read it as one.");

    public override void Write(Utf8JsonWriter writer, Exception value, JsonSerializerOptions options) =>
        writer.WriteStringValue($"{value.GetType().Name}('{value.Message}')");
}

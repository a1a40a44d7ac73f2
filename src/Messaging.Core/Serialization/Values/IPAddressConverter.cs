using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Serialization;

/// <summary><see cref="IPAddress"/> as a string, like Python's ipaddress types.</summary>
internal sealed class IPAddressConverter : JsonConverter<IPAddress>
{
    public override bool CanConvert(Type typeToConvert) => typeof(IPAddress).IsAssignableFrom(typeToConvert);

    public override IPAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IPAddress.TryParse(reader.GetString(), out var value) ? value : throw new JsonException("The text is not an IP address.");

    public override void Write(Utf8JsonWriter writer, IPAddress value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

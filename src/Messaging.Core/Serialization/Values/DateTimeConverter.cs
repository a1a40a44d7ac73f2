using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Serialization;

/// <summary><see cref="DateTime"/> as oslo's datetime. A time without a zone is UTC.</summary>
internal sealed class DateTimeConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        OsloDateTime.Read(ref reader);

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        OsloDateTime.Write(writer, value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value);
}

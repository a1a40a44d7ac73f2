using System.Net;
using System.Numerics;
using System.Text.Json.Nodes;

namespace Messaging.AspNetCore.OpenApi;

/// <summary>The schemas of types that the library's serializers write in their own form.</summary>
internal static class KnownSchemas
{
    public static JsonNode? Of(Type type) => Nullable.GetUnderlyingType(type) is { } inner
        ? WithNull(Plain(inner))
        : Plain(type);

    private static JsonObject? Plain(Type type) =>
        type == typeof(DateTime) || type == typeof(DateTimeOffset) ? Text("date-time")
        : type == typeof(Guid) ? Text("uuid")
        : type == typeof(IPAddress) || typeof(Exception).IsAssignableFrom(type) ? Text(null)
        : type == typeof(double) || type == typeof(float) || type == typeof(Half) ? new JsonObject { ["type"] = "number" }
        : type == typeof(BigInteger) || type == typeof(nint) || type == typeof(nuint) ? new JsonObject { ["type"] = "integer" }
        : type.IsEnum ? Text(null)
        : null;

    private static JsonObject? WithNull(JsonObject? schema)
    {
        if (schema is not null)
        {
            schema["type"] = new JsonArray(schema["type"]!.DeepClone(), "null");
        }

        return schema;
    }

    private static JsonObject Text(string? format)
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (format is not null)
        {
            schema["format"] = format;
        }

        return schema;
    }
}

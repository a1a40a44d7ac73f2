using System.Text.Json;
using System.Text.Json.Nodes;
using Messaging.AspNetCore.Listing;
using Microsoft.AspNetCore.Http;

namespace Messaging.AspNetCore.OpenApi;

/// <summary>Answers <c>GET {prefix}/openapi.json</c>: what can be called, as OpenAPI 3.1.</summary>
internal sealed class OpenApiHandler(string title, string version, IReadOnlyList<ListedTopic> topics)
{
    private const string Name = "/openapi.json";

    private readonly Lazy<(byte[] Paths, byte[] Schemas)> _parts = new(() => Describe(topics));

    public async Task HandleAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        var writer = new Utf8JsonWriter(http.Response.BodyWriter);
        await using (writer.ConfigureAwait(false))
        {
            writer.WriteStartObject();
            writer.WriteString("openapi"u8, "3.1.0");
            writer.WriteStartObject("info"u8);
            writer.WriteString("title"u8, title);
            writer.WriteString("version"u8, version);
            writer.WriteEndObject();
            writer.WriteStartArray("servers"u8);
            writer.WriteStartObject();
            writer.WriteString("url"u8, $"{http.Request.PathBase}{http.Request.Path.Value![..^Name.Length]}");
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WritePropertyName("paths"u8);
            writer.WriteRawValue(_parts.Value.Paths);
            writer.WriteStartObject("components"u8);
            writer.WritePropertyName("schemas"u8);
            writer.WriteRawValue(_parts.Value.Schemas);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        await http.Response.BodyWriter.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private static (byte[] Paths, byte[] Schemas) Describe(IReadOnlyList<ListedTopic> topics)
    {
        var schemas = new SchemaSet();
        var paths = new JsonObject();
        foreach (var topic in topics)
        {
            foreach (var method in topic.Methods)
            {
                paths[$"/{topic.Name}/{Uri.EscapeDataString(method.Name)}"] =
                    new JsonObject { ["post"] = OperationWriter.Describe(topic.Name, method, schemas) };
            }

            paths[$"/{topic.Name}"] = new JsonObject { ["post"] = OperationWriter.DescribeJsonRpc(topic.Name) };
        }

        return (ToBytes(paths), ToBytes(schemas.All));
    }

    private static byte[] ToBytes(JsonObject json)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            json.WriteTo(writer);
        }

        return bytes.ToArray();
    }
}

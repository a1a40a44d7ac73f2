using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace Messaging.AspNetCore.OpenApi;

/// <summary>The schemas of a document: each type once, under its name.</summary>
internal sealed class SchemaSet
{
    public const string Path = "#/components/schemas/";
    public const string Problem = "Problem";

    private readonly Dictionary<(Type Type, JsonPayloadSerializer Serializer), string> _names = [];

    public SchemaSet()
    {
        All[Problem] = new JsonObject
        {
            ["type"] = "object",
            ["description"] = "RFC 9457. 'class' and 'module' are the exception that a method failed with.",
            ["properties"] = new JsonObject
            {
                ["type"] = Text(),
                ["title"] = Text(),
                ["status"] = new JsonObject { ["type"] = "integer" },
                ["detail"] = Text(),
                ["class"] = Text(),
                ["module"] = Text(),
            },
        };
    }

    public JsonObject All { get; } = [];

    /// <summary>The schema of a type: itself when it is short, and a reference otherwise.</summary>
    public JsonNode Of(Type type, JsonPayloadSerializer serializer)
    {
        if (_names.TryGetValue((type, serializer), out var known))
        {
            return Reference(known);
        }

        if (Export(type, serializer) is not JsonObject made)
        {
            return new JsonObject();    // Anything.
        }

        // A recursive type needs a name as well: its references start at its root.
        if (!made.ContainsKey("properties") && !made.ToJsonString().Contains("\"$ref\"", StringComparison.Ordinal))
        {
            return made;
        }

        var name = FreeName(type);
        _names[(type, serializer)] = name;
        Rebase(made, Path + name);
        All[name] = made;
        return Reference(name);
    }

    private static JsonNode Export(Type type, JsonPayloadSerializer serializer)
    {
        try
        {
            return serializer.Options.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions
            {
                TreatNullObliviousAsNonNullable = true,
                TransformSchemaNode = static (context, schema) => schema is JsonObject { Count: > 0 }
                    ? schema
                    : KnownSchemas.Of(context.TypeInfo.Type) ?? schema,
            });
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException)
        {
            // A type that the serializer does not know, or that has no schema: the method can still be called.
            return new JsonObject();
        }
    }

    /// <summary>References inside a schema start at its own root, which is further down here.</summary>
    private static void Rebase(JsonNode? node, string root)
    {
        switch (node)
        {
            case JsonObject members:
                if (members["$ref"] is JsonValue reference && reference.TryGetValue<string>(out var target) && target.StartsWith('#'))
                {
                    members["$ref"] = root + target[1..];
                }

                foreach (var (_, member) in members)
                {
                    Rebase(member, root);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Rebase(item, root);
                }

                break;
            default:
                break;
        }
    }

    private static string NameOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var name = string.Concat(type.Name.Split('`')[0].Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
        return type.IsGenericType ? $"{name}Of{string.Join("And", type.GetGenericArguments().Select(NameOf))}" : name;
    }

    private string FreeName(Type type)
    {
        var name = NameOf(type);
        var free = name;
        for (var i = 2; All.ContainsKey(free); i++)
        {
            free = name + i.ToString(CultureInfo.InvariantCulture);
        }

        return free;
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = Path + name };

    private static JsonObject Text() => new() { ["type"] = "string" };
}

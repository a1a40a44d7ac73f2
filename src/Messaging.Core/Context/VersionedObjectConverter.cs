using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Messaging.Serialization;

namespace Messaging.Context;

/// <summary>Reads and writes versioned objects in the form of oslo.versionedobjects.</summary>
internal sealed class VersionedObjectConverter : JsonConverter<VersionedObject>
{
    private const string NameKey = ".name";
    private const string NamespaceKey = ".namespace";
    private const string VersionKey = ".version";
    private const string DataKey = ".data";
    private const string ChangesKey = ".changes";

    public static bool TryRead(RpcValue value, [NotNullWhen(true)] out VersionedObject? found)
    {
        found = null;
        if (PrefixOf(value) is not { } prefix)
        {
            return false;
        }

        try
        {
            var changes = value[prefix + ChangesKey].Items.Select(change => change.ToString());
            found = new VersionedObject(
                value[prefix + NameKey].ToString(), value[prefix + NamespaceKey].ToString(), value[prefix + VersionKey].ToString(),
                value[prefix + DataKey].Properties, changes, prefix);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public static RpcValue ToValue(VersionedObject value)
    {
        List<KeyValuePair<string, RpcValue>> parts =
        [
            new(value.Prefix + NameKey, value.Name),
            new(value.Prefix + NamespaceKey, value.Namespace),
            new(value.Prefix + VersionKey, value.Version),
            new(value.Prefix + DataKey, RpcValue.FromProperties(value.Data)),
        ];
        if (value.Changes.Count > 0)
        {
            parts.Add(new(value.Prefix + ChangesKey, RpcValue.FromItems(value.Changes.Select(change => (RpcValue)change))));
        }

        return RpcValue.FromProperties(parts);
    }

    /// <summary>A value in which each versioned object is replaced by its fields.</summary>
    public static RpcValue WithoutEnvelopes(RpcValue value)
    {
        if (PrefixOf(value) is { } prefix)
        {
            value = value[prefix + DataKey];
        }

        return value.Kind switch
        {
            JsonValueKind.Array => RpcValue.FromItems(value.Items.Select(WithoutEnvelopes)),
            JsonValueKind.Object => RpcValue.FromProperties(value.Properties.Select(
                property => KeyValuePair.Create(property.Key, WithoutEnvelopes(property.Value)))),
            _ => value,
        };
    }

    public override VersionedObject Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TryRead(new RpcValue(JsonElement.ParseValue(ref reader)), out var value)
            ? value
            : throw new JsonException(
                "The value is not a versioned object: it has no PREFIX.name, PREFIX.namespace, PREFIX.version and PREFIX.data.");

    public override void Write(Utf8JsonWriter writer, VersionedObject value, JsonSerializerOptions options) =>
        RpcValueConverter.Write(writer, ToValue(value));

    private static string? PrefixOf(RpcValue value)
    {
        if (value.Kind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var (key, _) in value.Properties)
        {
            if (key.Length > NameKey.Length && key.EndsWith(NameKey, StringComparison.Ordinal)
                && key[..^NameKey.Length] is var prefix
                && value[prefix + DataKey].Kind == JsonValueKind.Object
                && value[prefix + VersionKey].Kind == JsonValueKind.String)
            {
                return prefix;
            }
        }

        return null;
    }
}

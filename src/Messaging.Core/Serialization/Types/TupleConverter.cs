using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Serialization;

/// <summary>Tuples as in Python: a list with an item for each part. The platform would write an empty object, because their parts are
/// fields.</summary>
[RequiresUnreferencedCode("Finds the types of a tuple's parts by reflection.")]
[RequiresDynamicCode("Writes values of types that are known only at run time.")]
internal sealed class TupleConverter : JsonConverter<ITuple>
{
    // The eighth part of a longer tuple is a tuple of the rest.
    private const int MaxOwnParts = 7;

    public override bool CanConvert(Type typeToConvert) =>
        typeof(ITuple).IsAssignableFrom(typeToConvert) && typeToConvert.Assembly == typeof(object).Assembly
        && (typeToConvert.IsGenericType || typeToConvert == typeof(ValueTuple));

    public override ITuple Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var types = PartsOf(typeToConvert);
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException($"A tuple must be a list of {types.Count} values.");
        }

        var parts = new object?[types.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!reader.Read() || reader.TokenType == JsonTokenType.EndArray)
            {
                throw new JsonException($"The list has {i} values, and the tuple {parts.Length}.");
            }

            parts[i] = JsonSerializer.Deserialize(ref reader, types[i], options);
        }

        return reader.Read() && reader.TokenType == JsonTokenType.EndArray
            ? (ITuple)Make(typeToConvert, parts)
            : throw new JsonException($"The list has more values than the tuple, which has {parts.Length}.");
    }

    public override void Write(Utf8JsonWriter writer, ITuple value, JsonSerializerOptions options)
    {
        var types = PartsOf(value.GetType());
        writer.WriteStartArray();
        for (var i = 0; i < types.Count; i++)
        {
            JsonSerializer.Serialize(writer, value[i], types[i], options);
        }

        writer.WriteEndArray();
    }

    private static List<Type> PartsOf(Type type)
    {
        List<Type> parts = [.. type.GetGenericArguments()];
        if (parts.Count > MaxOwnParts)
        {
            var rest = parts[MaxOwnParts];
            parts.RemoveAt(MaxOwnParts);
            parts.AddRange(PartsOf(rest));
        }

        return parts;
    }

    private static object Make(Type type, ReadOnlySpan<object?> parts)
    {
        object?[] own = parts.Length <= MaxOwnParts
            ? [.. parts]
            : [.. parts[..MaxOwnParts], Make(type.GetGenericArguments()[MaxOwnParts], parts[MaxOwnParts..])];
        return Activator.CreateInstance(type, own)!;
    }
}

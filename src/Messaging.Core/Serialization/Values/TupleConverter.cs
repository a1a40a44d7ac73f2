using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Serialization;

/// <summary>Tuples as Python's: a list with a place for each part. The platform would write an empty object, for their parts are fields.</summary>
[RequiresUnreferencedCode("Finds the types of a tuple's parts by reflection.")]
[RequiresDynamicCode("Writes values of types that are known only at run time.")]
internal sealed class TupleConverter : JsonConverter<ITuple>
{
    // The eighth part of a longer one is a tuple of the rest: nobody sends such a thing by intention.
    private const int MostParts = 7;

    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeof(ITuple).IsAssignableFrom(typeToConvert)
        && typeToConvert.GetGenericArguments().Length <= MostParts;

    public override ITuple Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var types = typeToConvert.GetGenericArguments();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException($"A tuple is a list of {types.Length} values.");
        }

        var parts = new object?[types.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!reader.Read() || reader.TokenType == JsonTokenType.EndArray)
            {
                throw new JsonException($"The list has {i} values, and the tuple {types.Length}.");
            }

            parts[i] = JsonSerializer.Deserialize(ref reader, types[i], options);
        }

        return reader.Read() && reader.TokenType == JsonTokenType.EndArray
            ? (ITuple)Activator.CreateInstance(typeToConvert, parts)!
            : throw new JsonException($"The list has more values than the tuple, which has {types.Length}.");
    }

    public override void Write(Utf8JsonWriter writer, ITuple value, JsonSerializerOptions options)
    {
        var types = value.GetType().GetGenericArguments();
        writer.WriteStartArray();
        for (var i = 0; i < types.Length; i++)
        {
            JsonSerializer.Serialize(writer, value[i], types[i], options);
        }

        writer.WriteEndArray();
    }
}

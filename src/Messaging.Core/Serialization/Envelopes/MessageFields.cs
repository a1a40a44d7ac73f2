using System.Text.Json;
using Messaging.Drivers;

namespace Messaging.Serialization;

/// <summary>Reads the fields of a message that may be anything.</summary>
internal static class MessageFields
{
    /// <exception cref="SerializationException">It is no object.</exception>
    /// <exception cref="JsonException">It cannot be read.</exception>
    public static T Read<T>(MessageBuffer message)
        where T : struct, IMessageFields<T>
    {
        try
        {
            return Read<T>(message.WrittenSpan);
        }
        catch (JsonException) when (NonFiniteNumbers.TryReplaceWords(message))
        {
            return Read<T>(message.WrittenSpan);
        }
    }

    private static T Read<T>(ReadOnlySpan<byte> message)
        where T : struct, IMessageFields<T>
    {
        var fields = default(T);
        var reader = new Utf8JsonReader(message, EnvelopeFields.ReaderOptions);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new SerializationException("The message is not a JSON object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            T.ReadField(ref reader, ref fields);
        }

        // Anything after the object is an error that only reading on finds.
        while (reader.Read())
        {
        }

        return fields;
    }
}

using System.Text.Json;
using Messaging.Drivers;

namespace Messaging.Serialization;

/// <summary>oslo.messaging's envelope 2.0: the message as a string inside an object that gives the version.</summary>
internal static class Oslo2Envelope
{
    private static ReadOnlySpan<byte> Start => "{\"oslo.version\": \"2.0\", \"oslo.message\": \""u8;

    private static ReadOnlySpan<byte> End => "\"}"u8;

    /// <summary>Writes a message, itself JSON, into its envelope.</summary>
    public static void Wrap(ReadOnlySpan<byte> message, MessageBuffer body)
    {
        body.Write(Start);
        EnvelopeText.Escape(message, body);
        body.Write(End);
    }

    /// <summary>
    /// Finds the message in a body: the string in an envelope, or the body itself when it is an object without one (oslo's "1.0").
    /// </summary>
    /// <param name="body">The body as it came from the wire.</param>
    /// <param name="message">Gets the message, without its envelope.</param>
    /// <exception cref="SerializationException">The body is not a JSON object, or its envelope has another version.</exception>
    /// <exception cref="JsonException">The body is not JSON.</exception>
    /// <exception cref="InvalidOperationException">A text is not valid UTF-8, or half of a surrogate pair.</exception>
    public static void Unwrap(ReadOnlySpan<byte> body, MessageBuffer message)
    {
        // As oslo.messaging and we write it.
        if (body.StartsWith(Start) && body.EndsWith(End) && body.Length >= Start.Length + End.Length
            && EnvelopeText.TryUnescape(body[Start.Length..^End.Length], message))
        {
            return;
        }

        // Without this key it is not an envelope: the reader of the message decides what it is.
        if (body.IndexOf(EnvelopeFields.OsloMessage.EncodedUtf8Bytes) < 0)
        {
            message.Write(body);
            return;
        }

        var reader = new Utf8JsonReader(body, EnvelopeFields.ReaderOptions);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new SerializationException("The message is not a JSON object.");
        }

        bool hasVersion = false, compatible = false, hasMessage = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(EnvelopeFields.OsloVersion.EncodedUtf8Bytes))
            {
                reader.Read();
                hasVersion = true;
                compatible = IsCompatible(ref reader);
            }
            else if (reader.ValueTextEquals(EnvelopeFields.OsloMessage.EncodedUtf8Bytes))
            {
                reader.Read();
                hasMessage = true;
                message.Truncate(0);
                if (reader.TokenType == JsonTokenType.String)
                {
                    message.Advance(reader.CopyString(message.GetSpan(reader.ValueSpan.Length)));
                }
            }
            else
            {
                reader.Skip();
            }
        }

        if (!(hasVersion && hasMessage))
        {
            message.Truncate(0);
            message.Write(body);
        }
        else if (!compatible)
        {
            throw new SerializationException("The envelope has a version other than 2.0.");
        }
    }

    /// <summary>oslo's rule for "2.0 reads this": major 2, minor 0.</summary>
    private static bool IsCompatible(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String
        && (reader.ValueTextEquals("2.0"u8)
            || (RpcVersion.TryParse(reader.GetString()!, out var version) && new RpcVersion(2, 0, 0).Serves(version)));
}

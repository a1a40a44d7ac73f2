using System.Text.Json;

namespace Messaging.Drivers.Rabbit.Sending.Messages;

/// <summary>The body of a cancellation: <c>{"cancel": "32 hexadecimal digits"}</c>, the id of the call.</summary>
internal static class CancelNotice
{
    public const int MostBytes = 256;

    public static void Write(MessageBuffer body, MessageId call)
    {
        Span<byte> id = stackalloc byte[MessageId.TextLength];
        call.WriteTo(id);
        body.Write("{\"cancel\": \""u8);
        body.Write(id);
        body.Write("\"}"u8);
    }

    /// <summary>Reads a cancellation. Anybody who can publish can send one: whatever is not exactly one is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, out MessageId call)
    {
        call = default;
        if (body.Length > MostBytes)
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(body);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject
                && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("cancel"u8)
                && reader.Read() && reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped
                && MessageId.TryParse(reader.ValueSpan, out call)
                && reader.Read() && reader.TokenType == JsonTokenType.EndObject && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

using System.Text.Json;

namespace Messaging.Drivers;

/// <summary>The body of a cancellation, <c>{"cancel": "32 hexadecimal digits"}</c> with the id of the call: drivers whose broker has no
/// such message use it to tell the servers of a topic that nobody waits for a call any more.</summary>
/// <remarks>Ours alone: oslo.messaging has no such message. All members may be called concurrently.</remarks>
public static class CancelNotice
{
    /// <summary>The largest body of a cancellation, in bytes: a longer body is not one.</summary>
    /// <value>256.</value>
    public const int MostBytes = 256;

    /// <summary>Writes a cancellation.</summary>
    /// <param name="body">Receives the body.</param>
    /// <param name="call">The id of the call.</param>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    public static void Write(MessageBuffer body, MessageId call)
    {
        ArgumentNullException.ThrowIfNull(body);
        Span<byte> id = stackalloc byte[MessageId.TextLength];
        call.WriteTo(id);
        body.Write("{\"cancel\": \""u8);
        body.Write(id);
        body.Write("\"}"u8);
    }

    /// <summary>Reads a cancellation. Anybody who can publish can send one: only an exact match counts.</summary>
    /// <param name="body">The body.</param>
    /// <param name="call">The id of the call.</param>
    /// <returns>Whether the body is a cancellation.</returns>
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

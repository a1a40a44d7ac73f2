using System.Text.Json;

namespace Messaging.Benchmarks.Subjects.Raw;

/// <summary>
/// The bodies of the raw twin: oslo's fields without its envelope (a Python peer takes these too), and none that an echo can do
/// without. Written and read in one pass, the known names encoded once.
/// </summary>
internal static class RawMessage
{
    private static readonly JsonEncodedText Method = JsonEncodedText.Encode("method");
    private static readonly JsonEncodedText Echo = JsonEncodedText.Encode("echo");
    private static readonly JsonEncodedText Args = JsonEncodedText.Encode("args");
    private static readonly JsonEncodedText Payload = JsonEncodedText.Encode("payload");
    private static readonly JsonEncodedText Id = JsonEncodedText.Encode("_msg_id");
    private static readonly JsonEncodedText ReplyQueue = JsonEncodedText.Encode("_reply_q");
    private static readonly JsonEncodedText Result = JsonEncodedText.Encode("result");

    public static void WriteRequest(Utf8JsonWriter writer, long id, string payload, JsonEncodedText replyQueue)
    {
        writer.WriteStartObject();
        writer.WriteString(Method, Echo);
        writer.WriteStartObject(Args);
        writer.WriteString(Payload, payload);
        writer.WriteEndObject();
        writer.WriteNumber(Id, id);
        writer.WriteString(ReplyQueue, replyQueue);
        writer.WriteEndObject();
        writer.Flush();
    }

    public static void WriteCast(Utf8JsonWriter writer, string payload)
    {
        writer.WriteStartObject();
        writer.WriteString(Method, Echo);
        writer.WriteStartObject(Args);
        writer.WriteString(Payload, payload);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
    }

    public static void WriteReply(Utf8JsonWriter writer, long id, string result)
    {
        writer.WriteStartObject();
        writer.WriteString(Result, result);
        writer.WriteNumber(Id, id);
        writer.WriteEndObject();
        writer.Flush();
    }

    public static (long Id, string Payload) ReadRequest(ReadOnlySpan<byte> body, ref RawReplyTo replyTo)
    {
        var reader = new Utf8JsonReader(body);
        long id = -1;
        string? payload = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(Method.EncodedUtf8Bytes))
            {
                reader.Read();
                if (!reader.ValueTextEquals(Echo.EncodedUtf8Bytes))
                {
                    throw new NotSupportedException("The raw twin serves echo and nothing else.");
                }
            }
            else if (reader.ValueTextEquals(Args.EncodedUtf8Bytes))
            {
                reader.Read();
                reader.Read();
                reader.Read();
                payload = reader.GetString();
                reader.Read();
            }
            else if (reader.ValueTextEquals(Id.EncodedUtf8Bytes))
            {
                reader.Read();
                id = reader.GetInt64();
            }
            else
            {
                reader.Read();
                replyTo.Set(reader.ValueSpan);
            }
        }

        return (id, payload!);
    }

    /// <summary>Reads a reply, or the id alone of a request that came back.</summary>
    public static (long Id, string? Result) ReadReply(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        long id = -1;
        string? result = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(Result.EncodedUtf8Bytes))
            {
                reader.Read();
                result = reader.GetString();
            }
            else if (reader.ValueTextEquals(Id.EncodedUtf8Bytes))
            {
                reader.Read();
                id = reader.GetInt64();
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return (id, result);
    }
}

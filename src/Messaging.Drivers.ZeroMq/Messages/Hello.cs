using System.Text.Json;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Messages;

/// <summary>What a client says of itself: the address that its calls carry for their replies, and its name.</summary>
/// <param name="ReplyTo">The address: this connection is where it leads.</param>
/// <param name="Name">For logs.</param>
internal sealed record Hello(string ReplyTo, string Name)
{
    public void WriteTo(MessageBuffer body)
    {
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("reply_to"u8, ReplyTo);
        json.WriteString("name"u8, Name);
        json.WriteEndObject();
    }

    /// <exception cref="ZmtpException">It cannot be read.</exception>
    public static Hello Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            var replyTo = root.GetProperty("reply_to"u8).GetString();
            return string.IsNullOrEmpty(replyTo)
                ? throw new ZmtpException("a client came that does not say where its replies go")
                : new Hello(replyTo, root.TryGetProperty("name"u8, out var name) ? name.GetString() ?? "" : "");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new ZmtpException("a client came whose HELLO cannot be read", e);
        }
    }
}

using System.Text.Json;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Messages;

/// <summary>A client's introduction: the reply address that its calls carry, and its name.</summary>
/// <param name="ReplyTo">The reply address; it leads to this connection.</param>
/// <param name="Secret">Known only to this client and this server; identifies the client when it reconnects. Or null.</param>
/// <param name="Name">The name, for logs.</param>
internal sealed record Hello(string ReplyTo, string? Secret, string Name)
{
    private const int MaxText = 255;

    // The default text of a record would contain the secret.
    public override string ToString() => Name;

    public void WriteTo(MessageBuffer body)
    {
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("reply_to"u8, ReplyTo);
        if (Secret is not null)
        {
            json.WriteString("secret"u8, Secret);
        }

        json.WriteString("name"u8, Name);
        json.WriteEndObject();
    }

    /// <exception cref="ZmtpException">The body cannot be read.</exception>
    public static Hello Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            var replyTo = root.GetProperty("reply_to"u8).GetString();
            var hello = new Hello(replyTo ?? "", ReadText(root, "secret"u8), ReadText(root, "name"u8) ?? "");
            return string.IsNullOrEmpty(replyTo) ? throw new ZmtpException("the client's HELLO does not say where its replies go")
                : replyTo.Length > MaxText || hello.Secret?.Length > MaxText || hello.Name.Length > MaxText
                    ? throw new ZmtpException($"the client's HELLO contains a text of more than {MaxText} characters")
                : hello;
        }
        catch (Exception e) when (e
            is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new ZmtpException("the client's HELLO cannot be read", e);
        }
    }

    private static string? ReadText(JsonElement root, ReadOnlySpan<byte> name) =>
        root.TryGetProperty(name, out var text) ? text.GetString() : null;
}

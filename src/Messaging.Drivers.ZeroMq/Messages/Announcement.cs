using System.Text.Json;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Messages;

/// <summary>A server's announcement: its name, how many messages wait in it, and which targets it serves with how many servers.</summary>
/// <param name="Node">The name of the process.</param>
/// <param name="Load">How many messages were waiting at the time.</param>
/// <param name="Serves">The targets, with the number of servers now listening to each; zero where messages wait for the next one.</param>
internal sealed record Announcement(string Node, int Load, IReadOnlyDictionary<ServedTarget, int> Serves)
{
    public static Announcement Empty { get; } = new("", 0, new Dictionary<ServedTarget, int>());

    public void WriteTo(MessageBuffer body)
    {
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("node"u8, Node);
        json.WriteNumber("load"u8, Load);
        json.WriteStartArray("serves"u8);
        foreach (var (target, servers) in Serves)
        {
            json.WriteStartObject();
            json.WriteString("exchange"u8, target.Exchange);
            json.WriteString("topic"u8, target.Topic);
            if (target.Server is not null)
            {
                json.WriteString("server"u8, target.Server);
            }

            json.WriteNumber("servers"u8, servers);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <exception cref="ZmtpException">The body cannot be read.</exception>
    public static Announcement Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            var serves = new Dictionary<ServedTarget, int>();
            foreach (var entry in root.GetProperty("serves"u8).EnumerateArray())
            {
                var server = entry.TryGetProperty("server"u8, out var name) ? name.GetString() : null;
                var target = new ServedTarget(Text(entry, "exchange"u8), Text(entry, "topic"u8), server);
                serves[target] = entry.TryGetProperty("servers"u8, out var count) ? count.GetInt32() : 1;
            }

            return new Announcement(
                root.TryGetProperty("node"u8, out var node) ? node.GetString() ?? "" : "",
                root.TryGetProperty("load"u8, out var load) ? load.GetInt32() : 0,
                serves);
        }
        catch (Exception e) when (e
            is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new ZmtpException("the peer's announcement cannot be read", e);
        }
    }

    private static string Text(JsonElement entry, ReadOnlySpan<byte> name) =>
        entry.GetProperty(name).GetString() ?? throw new FormatException("A text is missing.");
}

using System.Text.Json;

namespace Messaging.Interop.Tests.Stage;

/// <summary>A message as it came.</summary>
internal sealed record RawMessage(string Queue, string Body, string RoutingKey)
{
    /// <summary>What is in its envelope.</summary>
    public JsonElement Message => JsonElement.Parse(JsonElement.Parse(Body).GetProperty("oslo.message").GetString()!);

    /// <summary>The class of the failure that a reply tells of, or null.</summary>
    public string? FailureClass =>
        Message.GetProperty("failure").GetString() is { } failure ? JsonElement.Parse(failure).GetProperty("class").GetString() : null;
}

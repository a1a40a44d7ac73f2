using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Interop.Tests.Stage;

/// <summary>A line for a driver, whose docstring says what is what.</summary>
public sealed record PeerRequest
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    [JsonPropertyOrder(-1)]
    public int Id { get; init; }

    public string Op { get; init; } = "call";

    public string? Topic { get; init; }

    public string? Method { get; init; }

    public string? Exchange { get; init; }

    public string? Server { get; init; }

    public string? Namespace { get; init; }

    public string? Version { get; init; }

    public string? VersionCap { get; init; }

    public double? Timeout { get; init; }

    public double? CallMonitorTimeout { get; init; }

    /// <summary>JSON as a text.</summary>
    public string? Context { get; init; }

    /// <summary>JSON as a text.</summary>
    public string? Args { get; init; }

    public int? Repeat { get; init; }

    public bool? AtLeastOnce { get; init; }

    public string? AccessPolicy { get; init; }

    public bool? Ping { get; init; }

    public int? Threads { get; init; }

    public int? MaxMessageSize { get; init; }

    public int? Callers { get; init; }

    public int? Calls { get; init; }

    public double? Seconds { get; init; }

    public string? Prefix { get; init; }

    public string[]? Topics { get; init; }

    public string? Priority { get; init; }

    public string[]? Priorities { get; init; }

    public string? EventType { get; init; }

    public string? PublisherId { get; init; }

    /// <summary>JSON as a text.</summary>
    public string? Payload { get; init; }

    public string? Driver { get; init; }

    public int? Count { get; init; }

    public string? Pool { get; init; }

    public int? BatchSize { get; init; }

    public double? BatchTimeout { get; init; }

    public bool? RequeueFirst { get; init; }

    public string? FilterEventType { get; init; }

    public string? FilterPublisherId { get; init; }

    public string[]? Opts { get; init; }

    public string[]? AllowExmod { get; init; }

    public string? Transport { get; init; }

    public string ToLine(int id) => JsonSerializer.Serialize(this with { Id = id }, Options);
}

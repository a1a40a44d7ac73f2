using System.Text.Json;

namespace DotnetPeer.Driving;

/// <summary>What is to be done, with the names of oslo_driver.py: a line of standard input, or the options of a command.</summary>
internal sealed record PeerCommand
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public int Id { get; init; }

    public string Op { get; init; } = "call";

    public string Topic { get; init; } = "";

    public string Method { get; init; } = "";

    public string? Exchange { get; init; }

    public string? Server { get; init; }

    public string? Namespace { get; init; }

    public string? Version { get; init; }

    public string? VersionCap { get; init; }

    public double? Timeout { get; init; }

    public double? CallMonitorTimeout { get; init; }

    public string? Context { get; init; }

    public string? Args { get; init; }

    public int? Repeat { get; init; }

    public string? AccessPolicy { get; init; }

    public bool Ping { get; init; }

    public int? Threads { get; init; }

    /// <summary>Ours alone: the largest body that is read.</summary>
    public int? MaxMessageSize { get; init; }

    public int Callers { get; init; }

    public int? Calls { get; init; }

    public double? Seconds { get; init; }

    public string? Prefix { get; init; }

    public string[] Topics { get; init; } = [];

    public string? Priority { get; init; }

    public string[]? Priorities { get; init; }

    public string? EventType { get; init; }

    public string? PublisherId { get; init; }

    public string? Payload { get; init; }

    public string? Driver { get; init; }

    public int? Count { get; init; }

    public string? Pool { get; init; }

    public int? BatchSize { get; init; }

    public double? BatchTimeout { get; init; }

    public bool RequeueFirst { get; init; }

    public string? FilterEventType { get; init; }

    public string? FilterPublisherId { get; init; }

    public string[] Opts { get; init; } = [];

    public string[] AllowExmod { get; init; } = [];

    public string? Transport { get; init; }

    public static PeerCommand Parse(string line) =>
        JsonSerializer.Deserialize<PeerCommand>(line, Options) ?? throw new JsonException("The line holds null.");
}

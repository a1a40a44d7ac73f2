using Messaging.Contracts;

namespace Messaging.AspNetCore.Listing;

/// <summary>A method that can be called, and how it is called.</summary>
internal sealed class ListedMethod
{
    private readonly RpcClient _client;

    /// <exception cref="InvalidTargetException">A part of the target is not valid.</exception>
    public ListedMethod(RpcGatewayTopic topic, MethodListing listing, Transport transport)
    {
        Name = listing.Name;
        IsOneWay = listing.IsOneWay;
        Member = listing.Member;
        Serializer = listing.Contract?.Serializer ?? transport.Serializer;
        var settings = listing.Member?.Settings;
        var version = settings?.Version ?? topic.Version;
        Target = new Target
        {
            Topic = topic.Name,
            Exchange = listing.Contract is { } contract ? contract.Target.Exchange : topic.Exchange,
            Namespace = listing.Contract is { } own ? own.Target.Namespace : topic.Namespace,

            // A request without a version asks for 1.0.
            Version = version == "1.0" ? null : version,
            Fanout = listing.Member?.Kind == RpcMemberKind.Fanout,
        };
        Timeout = settings is null ? topic.Timeout : settings.TimeoutSeconds > 0 ? TimeSpan.FromSeconds(settings.TimeoutSeconds) : null;
        _client = new RpcClient(transport, Target, new RpcClientOptions
        {
            Idempotent = settings?.Idempotent ?? false,
            CallMonitorTimeout = settings is { MonitorSeconds: > 0 } ? TimeSpan.FromSeconds(settings.MonitorSeconds) : null,
        });
    }

    public string Name { get; }

    public bool IsOneWay { get; }

    /// <summary>Its description in the contract; null when it was listed only by name.</summary>
    public RpcMemberDescription? Member { get; }

    public JsonPayloadSerializer Serializer { get; }

    public Target Target { get; }

    /// <summary>The timeout of a call, or null.</summary>
    public TimeSpan? Timeout { get; }

    /// <exception cref="InvalidTargetException">The version is not valid.</exception>
    public RpcClient ClientFor(TimeSpan timeout, string? version) => _client.With(timeout: timeout, version: version);
}

using Microsoft.Extensions.DependencyInjection;

namespace Messaging.AspNetCore.Listing;

/// <summary>Finds what the calls of a topic go through: what is said of the topic, else of the gateway, else the application's
/// own.</summary>
internal sealed class TransportChoice
{
    private readonly IServiceProvider _services;
    private readonly Transport? _ofGateway;

    /// <exception cref="InvalidOperationException">The gateway's transport is not there, or it is said twice which one it is.</exception>
    public TransportChoice(RpcGatewayOptions options, IServiceProvider services)
    {
        _services = services;
        _ofGateway = Find(options.Transport, options.TransportKey, "The gateway", nameof(RpcGatewayOptions));
    }

    /// <exception cref="InvalidOperationException">The topic's transport is not there, or it is said twice which one it is.</exception>
    public Transport Of(RpcGatewayTopic topic) =>
        Find(topic.Transport, topic.TransportKey, $"The topic '{topic.Name}' of the gateway", nameof(RpcGatewayTopic))
        ?? _ofGateway
        ?? _services.GetService<Transport>()
        ?? throw new InvalidOperationException(
            $"The topic '{topic.Name}' of the gateway has no transport. Add one with builder.Services.AddMessaging(url), or say which by "
            + "RpcGatewayOptions.Transport or TransportKey.");

    private Transport? Find(Transport? transport, string? key, string who, string where) => (transport, key) switch
    {
        (_, null) => transport,
        (null, _) => _services.GetKeyedService<Transport>(key) ?? throw new InvalidOperationException(
            $"{who} names the transport '{key}', which was not added. Add it with builder.Services.AddKeyedMessaging(\"{key}\", url), or "
            + $"correct {where}.TransportKey."),
        _ => throw new InvalidOperationException(
            $"{who} has a transport and names another, '{key}'. Set Transport or TransportKey of {where}, not both."),
    };
}

using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Hosting.Running;

/// <summary>The builder that AddMessaging returns.</summary>
internal sealed class MessagingBuilder(IServiceCollection services, string? transportKey) : IMessagingBuilder
{
    public IServiceCollection Services { get; } = services;

    public string? TransportKey { get; } = transportKey;
}

using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Hosting.Running;

/// <summary>What AddMessaging returns.</summary>
internal sealed class MessagingBuilder(IServiceCollection services) : IMessagingBuilder
{
    public IServiceCollection Services { get; } = services;
}

using Messaging;
using Messaging.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the reading of routing files in YAML to messaging.</summary>
public static class YamlRoutingMessagingBuilderExtensions
{
    /// <summary>Has the file that <see cref="MessagingNotifierOptions.RoutingFile"/> names (<c>Messaging:Notifications:RoutingFile</c>, or
    /// oslo.messaging's <c>routing_config</c>) read as <see cref="NotificationRoutingFile"/> reads it. It serves the notifiers of all
    /// transports of the application.</summary>
    /// <param name="builder">What AddMessaging returned.</param>
    /// <returns>The builder.</returns>
    /// <remarks>The host's start fails with <see cref="InvalidRoutingException"/> when the file holds no such rules, and with
    /// <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when it cannot be read.</remarks>
    public static IMessagingBuilder AddYamlRouting(this IMessagingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<INotificationRoutingReader, YamlRoutingReader>();
        return builder;
    }
}

using Messaging;
using Messaging.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds support for YAML routing files to messaging.</summary>
public static class YamlRoutingMessagingBuilderExtensions
{
    /// <summary>Reads the file that <see cref="MessagingNotifierOptions.RoutingFile"/> names (<c>Messaging:Notifications:RoutingFile</c>,
    /// or oslo.messaging's <c>routing_config</c>) with <see cref="NotificationRoutingFile"/>. It applies to the notifiers of all transports
    /// of the application.</summary>
    /// <param name="builder">The builder that AddMessaging returned.</param>
    /// <returns>The builder.</returns>
    /// <remarks>The host's start fails with <see cref="InvalidRoutingException"/> when the file does not contain such rules, and with
    /// <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when it cannot be read.</remarks>
    public static IMessagingBuilder AddYamlRouting(this IMessagingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<INotificationRoutingReader, YamlRoutingReader>();
        return builder;
    }
}

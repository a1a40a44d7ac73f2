using Messaging;
using Messaging.Hosting;
using Messaging.Hosting.Running;
using Messaging.Notifications.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a notifier and notification listeners to messaging.</summary>
public static class MessagingNotificationsBuilderExtensions
{
    /// <summary>Adds the application's notifier: inject it as <see cref="Notifier"/>, and derive others with
    /// <see cref="Notifier.With"/>. Its settings are section <c>Messaging:Notifications</c> of the configuration. It is created when the
    /// host starts at the latest, so that its errors show then.</summary>
    /// <param name="builder">The builder that AddMessaging returned.</param>
    /// <param name="publisherId">The publisher id, such as <c>compute.host1</c>, unless the settings say otherwise; or null.</param>
    /// <param name="configure">Sets options in code, after those of the configuration; or null.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">A notifier was already added.</exception>
    public static IMessagingBuilder AddNotifier(
        this IMessagingBuilder builder, string? publisherId = null, Action<NotifierOptions>? configure = null)
    {
        var registrations = Registrations.Of(builder);
        var feature = NotificationFeature.Of(builder);
        if (feature.HasNotifier)
        {
            throw new InvalidOperationException(
                "A notifier was already added. A transport has one; derive others from it with Notifier.With(publisherId: ...).");
        }

        feature.HasNotifier = true;
        if (builder.TransportKey is { } key)
        {
            builder.Services.AddKeyedSingleton(
                key, (services, _) => CreateNotifier(services, registrations, publisherId, configure));
        }
        else
        {
            builder.Services.TryAddSingleton(services => CreateNotifier(services, registrations, publisherId, configure));
        }

        return builder;
    }

    /// <summary>Adds a notification listener, which starts and stops with the host.</summary>
    /// <param name="builder">The builder that AddMessaging returned.</param>
    /// <param name="name">The listener's name: its topic, unless the settings say otherwise, and its key in the configuration
    /// (<c>Messaging:Listeners:NAME</c>).</param>
    /// <param name="configure">Adds the endpoints.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">A listener of that name was already added.</exception>
    public static IMessagingBuilder AddNotificationListener(
        this IMessagingBuilder builder, string name, Action<MessagingListenerBuilder> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        var registrations = Registrations.Of(builder);
        var listeners = NotificationFeature.Of(builder).Listeners;
        Registrations.ThrowIfTaken(name, "notification listener", listeners.Select(listener => listener.Name));
        var registration = new ListenerRegistration(name);
        listeners.Add(registration);
        configure(new MessagingListenerBuilder(builder.Services, registrations.OptionsName, registration));
        return builder;
    }

    private static Notifier CreateNotifier(
        IServiceProvider services, Registrations registrations, string? publisherId, Action<NotifierOptions>? configure)
    {
        var settings = NotificationSettings.Of(registrations.OptionsOf(services)).Notifications;
        var options = settings.ToNotifierOptions(publisherId);
        options.Routing = settings.RoutingFile is { } file ? services.GetRequiredService<INotificationRoutingReader>().Read(file) : null;
        options.EntitySerializer = services.GetService<EntitySerializer>();
        configure?.Invoke(options);
        return new Notifier(registrations.TransportOf(services), options);
    }
}

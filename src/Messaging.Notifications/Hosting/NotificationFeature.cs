using Messaging.Drivers;
using Messaging.Hosting;
using Messaging.Hosting.Configuring;
using Messaging.Hosting.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Notifications.Hosting;

/// <summary>The notifier and the notification listeners of a transport of the application.</summary>
/// <param name="services">The services of the application.</param>
/// <param name="key">The key of the transport, or null.</param>
internal sealed class NotificationFeature(IServiceCollection services, string? key) : IMessagingFeature
{
    public OsloSection Oslo => OsloTable.Section;

    public bool HasNotifier { get; set; }

    public List<ListenerRegistration> Listeners { get; } = [];

    /// <summary>The feature of a transport, created when it is first requested.</summary>
    /// <exception cref="InvalidOperationException">AddMessaging was not called.</exception>
    public static NotificationFeature Of(IMessagingBuilder builder)
    {
        var features = Registrations.Of(builder).Features;
        if (features.OfType<NotificationFeature>().FirstOrDefault() is not { } feature)
        {
            feature = new NotificationFeature(builder.Services, builder.TransportKey);
            features.Add(feature);
        }

        return feature;
    }

    public bool TryCheck(IConfigurationSection child, List<string> failures)
    {
        if (KeyChecks.Is(child, nameof(NotificationSettings.Notifications)))
        {
            NotificationChecks.CheckKeys(failures, child, HasNotifier);
            return true;
        }

        if (KeyChecks.Is(child, nameof(NotificationSettings.Listeners)))
        {
            KeyChecks.CheckNamed(
                failures, child, NotificationKeys.Listener, [.. Listeners.Select(listener => listener.Name)], "AddNotificationListener");
            return true;
        }

        return false;
    }

    public void Bind(IConfigurationSection section, MessagingOptions options)
    {
        // A local, because the source generator for binding looks for its type.
        var settings = NotificationSettings.Of(options);
        section.Bind(settings);
    }

    public string? TwinOf(OsloOption option) => option.Name switch
    {
        OsloTable.Drivers => Key(nameof(MessagingNotifierOptions.Drivers)),
        OsloTable.Topics => Key(nameof(MessagingNotifierOptions.Topics)),
        OsloTable.Routing => Key(nameof(MessagingNotifierOptions.RoutingFile)),
        _ => null,
    };

    public void Set(MessagingOptions options, OsloOption option, string value)
    {
        var notifier = NotificationSettings.Of(options).Notifications;
        switch (option.Name)
        {
            case OsloTable.Drivers:
                notifier.Drivers = value;
                break;
            case OsloTable.Topics:
                notifier.Topics = value;
                break;
            case OsloTable.Routing:
                notifier.RoutingFile = value;
                break;
        }
    }

    public void Validate(List<string> failures, string path, MessagingOptions options)
    {
        var settings = NotificationSettings.Of(options);
        if (HasNotifier)
        {
            var readsRouting = services.Any(
                service => service.ServiceType == typeof(INotificationRoutingReader) && !service.IsKeyedService);
            NotificationChecks.CheckNotifier(failures, $"{path}:{nameof(settings.Notifications)}", settings.Notifications, readsRouting);
        }

        foreach (var listener in Listeners)
        {
            NotificationChecks.CheckListener(
                failures, $"{path}:{nameof(settings.Listeners)}:{listener.Name}", listener.Name, settings.Listener(listener.Name));
        }
    }

    public IEnumerable<HostedServer> Create(IServiceProvider services, Transport transport, MessagingOptions options)
    {
        HostedServer[] listeners = [.. Listeners.Select(Hosted)];

        // Errors of the notifier show now, and not when it is first used.
        if (HasNotifier)
        {
            _ = key is null ? services.GetRequiredService<Notifier>() : services.GetRequiredKeyedService<Notifier>(key);
        }

        return listeners;

        HostedServer Hosted(ListenerRegistration registration)
        {
            var listener = registration.Create(services, transport, options);
            return new HostedServer(registration.Name, listener.StartAsync, listener.StopAsync);
        }
    }

    private static string Key(string name) => $"{nameof(NotificationSettings.Notifications)}:{name}";
}

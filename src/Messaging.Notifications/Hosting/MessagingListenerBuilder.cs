using System.Diagnostics.CodeAnalysis;
using Messaging.Hosting.Running;
using Messaging.Notifications.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Messaging.Hosting;

/// <summary>Configures a notification listener of the application: its endpoints, and the settings that code gives it.</summary>
/// <remarks>An endpoint is one instance for the life of its listener, and its methods run concurrently. Used by one thread while the
/// application is configured.</remarks>
public sealed class MessagingListenerBuilder
{
    private const string Reflects =
        "Finds the methods of endpoints by reflection. Add a NotificationEndpoint of NotificationHandler.Create instead.";

    private readonly ListenerRegistration _registration;
    private readonly string _optionsName;

    internal MessagingListenerBuilder(IServiceCollection services, string optionsName, ListenerRegistration registration)
    {
        Services = services;
        _optionsName = optionsName;
        _registration = registration;
    }

    /// <summary>The listener's name: its topic, unless the settings say otherwise, and its key in the configuration.</summary>
    public string Name => _registration.Name;

    /// <summary>The services of the application.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds an endpoint that the application's services create, with a public method for each priority that it wants. Registered
    /// as a singleton if it is not registered.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <param name="filter">The filter of its notifications, or null for all.</param>
    /// <returns>This builder.</returns>
    /// <remarks>The host's start fails with <see cref="InvalidEndpointException"/> when a method cannot be called, and with
    /// <see cref="InvalidOperationException"/> when the class is registered as scoped.</remarks>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public MessagingListenerBuilder AddEndpoint<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        NotificationFilter? filter = null)
        where T : class
    {
        Services.TryAddSingleton<T>();
        return AddEndpoint(provider =>
        {
            EndpointLifetime.Check(Services, typeof(T), "listener", Name);
            return NotificationEndpoint.FromObject(provider.GetRequiredService<T>(), filter);
        });
    }

    /// <summary>Adds an object as an endpoint, with a public method for each priority that it wants.</summary>
    /// <param name="instance">The object. The listener does not dispose it.</param>
    /// <param name="filter">The filter of its notifications, or null for all.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidEndpointException">A method cannot be called; the message names it.</exception>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public MessagingListenerBuilder AddEndpoint(object instance, NotificationFilter? filter = null) =>
        AddEndpoint(NotificationEndpoint.FromObject(instance, filter));

    /// <summary>Adds an endpoint whose methods are described by hand.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <returns>This builder.</returns>
    public MessagingListenerBuilder AddEndpoint(NotificationEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return AddEndpoint(_ => endpoint);
    }

    /// <summary>Adds an endpoint whose methods are described by hand, out of the application's services.</summary>
    /// <param name="factory">Creates the endpoint, once, when the host starts.</param>
    /// <returns>This builder.</returns>
    public MessagingListenerBuilder AddEndpoint(Func<IServiceProvider, NotificationEndpoint> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        _registration.Endpoints.Add(factory);
        return this;
    }

    /// <summary>Sets options in code. They are set after those of the configuration.</summary>
    /// <param name="configure">Sets them.</param>
    /// <returns>This builder.</returns>
    public MessagingListenerBuilder Configure(Action<MessagingListenerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var name = Name;
        Services.Configure<MessagingOptions>(_optionsName, options => configure(NotificationSettings.Of(options).Listener(name)));
        return this;
    }
}

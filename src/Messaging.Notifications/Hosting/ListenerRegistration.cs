using Messaging.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Notifications.Hosting;

/// <summary>A notification listener as <c>AddNotificationListener</c> described it, until the host starts and creates it.</summary>
internal sealed class ListenerRegistration(string name)
{
    public string Name { get; } = name;

    public List<Func<IServiceProvider, NotificationEndpoint>> Endpoints { get; } = [];

    /// <exception cref="InvalidEndpointException">An endpoint has a method that cannot be called.</exception>
    /// <exception cref="InvalidOperationException">There is no endpoint, or the services cannot create one.</exception>
    public NotificationListener Create(IServiceProvider services, Transport transport, MessagingOptions options)
    {
        if (Endpoints.Count == 0)
        {
            throw new InvalidOperationException(
                $"The notification listener '{Name}' has no endpoint. Add one: " +
                $"AddNotificationListener(\"{Name}\", listener => listener.AddEndpoint<...>()).");
        }

        var settings = NotificationSettings.Of(options).Listener(Name);
        var listening = settings.ToListenerOptions();
        listening.EntitySerializer = services.GetService<EntitySerializer>();
        return NotificationListener.Create(
            transport, settings.ToTargets(Name), [.. Endpoints.Select(endpoint => endpoint(services))], listening);
    }
}

using Messaging.Drivers;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging;

/// <summary>What <c>services.AddMessaging(...)</c> returns: where servers, clients and drivers are added to an application with a
/// host.</summary>
/// <remarks>
/// It stands here, and not beside <c>AddMessaging</c>, so that a driver's package can offer its own <c>AddRabbit()</c> without knowing the
/// host: it registers its <see cref="IDriverFactory"/> in <see cref="Services"/>. Used while the application is put together, by one thread.
/// </remarks>
public interface IMessagingBuilder
{
    /// <summary>The services of the application. Every <see cref="IDriverFactory"/> among them is a driver that the URL may name.</summary>
    IServiceCollection Services { get; }

    /// <summary>The key of the transport that is added to, under which the application's services have it; null for the one without a key.</summary>
    /// <value>Null, unless <c>AddKeyedMessaging</c> made the builder.</value>
    string? TransportKey => null;
}

using Messaging.Drivers;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging;

/// <summary>The builder that <c>services.AddMessaging(...)</c> returns, to add servers, clients and drivers to an application with a
/// host.</summary>
/// <remarks>
/// It is in this package, not beside <c>AddMessaging</c>, so that a driver's package can offer its own <c>AddRabbit()</c> without
/// referencing the host: it registers its <see cref="IDriverFactory"/> in <see cref="Services"/>. Used by one thread while the application
/// is configured.
/// </remarks>
public interface IMessagingBuilder
{
    /// <summary>The services of the application. Every <see cref="IDriverFactory"/> among them is a driver that the URL may name.</summary>
    IServiceCollection Services { get; }

    /// <summary>The service key of the transport being configured; null for the transport without a key.</summary>
    /// <value>Null, unless <c>AddKeyedMessaging</c> created the builder.</value>
    string? TransportKey => null;
}

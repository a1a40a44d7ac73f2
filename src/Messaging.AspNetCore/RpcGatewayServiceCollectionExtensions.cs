using Messaging.AspNetCore.Draining;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds services that a gateway may need besides its endpoints.</summary>
public static class RpcGatewayServiceCollectionExtensions
{
    /// <summary>
    /// Lets a gateway drain before it stops: for this time it completes the requests that it has begun, and answers every other with 503
    /// and "not run", so that a load balancer, or the HTTP driver, sends them to another gateway. Without it connections are closed at
    /// once, and a request that is in transit at that moment is lost.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="time">How long, within the host's shutdown timeout: some seconds. Longer than the interval of a load balancer's health
    /// checks.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public static IServiceCollection AddRpcGatewayDrain(this IServiceCollection services, TimeSpan time)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        services.TryAddSingleton(provider => new GatewayDrain(time, provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IHostedService, GatewayDrain>(static provider => provider.GetRequiredService<GatewayDrain>()));
        return services;
    }
}

using Messaging.AspNetCore.Draining;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds what a gateway may need beside its endpoints.</summary>
public static class RpcGatewayServiceCollectionExtensions
{
    /// <summary>
    /// Lets a gateway drain before it stops: for this time it answers requests that it has begun, and every other with 503 and "not run", so that
    /// a balancer, or the HTTP driver, sends them to another gateway. Without it connections are closed at once, and a request that is on its way at
    /// that moment is lost.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="time">How long, in the time that the host has to stop: some seconds. More than the interval at which a balancer asks after
    /// its health.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is less than zero.</exception>
    public static IServiceCollection AddRpcGatewayDrain(this IServiceCollection services, TimeSpan time)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        services.TryAddSingleton(provider => new GatewayDrain(time, provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, GatewayDrain>(static provider => provider.GetRequiredService<GatewayDrain>()));
        return services;
    }
}

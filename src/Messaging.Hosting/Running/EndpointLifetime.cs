using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Hosting.Running;

/// <summary>An endpoint lives as long as its server or listener. A scoped one would live, with everything that it depends on, much longer
/// than its registration says.</summary>
internal static class EndpointLifetime
{
    /// <summary>Whether the class is registered so that each call gets its own instance.</summary>
    public static bool IsForOneCall(IServiceCollection services, Type endpoint) =>
        services.LastOrDefault(service => service.ServiceType == endpoint && !service.IsKeyedService)
            is { Lifetime: not ServiceLifetime.Singleton };

    /// <exception cref="InvalidOperationException">The class is registered as scoped.</exception>
    public static void Check(IServiceCollection services, Type endpoint, string what, string name)
    {
        var registration = services.LastOrDefault(service => service.ServiceType == endpoint && !service.IsKeyedService);
        if (registration is { Lifetime: ServiceLifetime.Scoped })
        {
            throw new InvalidOperationException(
                $"The endpoint {endpoint.Name} of {what} '{name}' is registered as scoped, but it lives as long as its {what}. " +
                "Register it as singleton, or serve it as a contract: AddEndpoint<TContract, TImplementation>() makes one for each call.");
        }
    }
}

using System.Diagnostics.CodeAnalysis;
using Messaging;
using Messaging.AspNetCore;
using Messaging.AspNetCore.Listing;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Adds a gateway to an application: listed topics and methods can be called over HTTP.</summary>
public static class RpcEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps <c>POST {prefix}/{topic}/{method}</c>, which takes a JSON object of arguments and returns a JSON result, JSON-RPC 2.0 on
    /// <c>POST {prefix}/{topic}</c>, and <c>GET {prefix}/openapi.json</c>, which describes the listed methods.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">The beginning of the paths, such as <c>/rpc</c>.</param>
    /// <param name="configure">Lists what can be called.</param>
    /// <returns>All endpoints of the gateway, to be given conventions such as <c>RequireAuthorization()</c>.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, or something is listed twice.</exception>
    /// <exception cref="InvalidOperationException">There is no transport: neither an option nor a service; none of the key that is
    /// named; or a transport and a key are both given.</exception>
    /// <exception cref="InvalidTargetException">The namespace, exchange or version of a topic is not valid.</exception>
    public static RouteGroupBuilder MapRpc(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string prefix, Action<RpcGatewayOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new RpcGatewayOptions();
        configure(options);
        options.Validate();
        return GatewayMapping.Map(endpoints, prefix, options, new TransportChoice(options, endpoints.ServiceProvider));
    }
}

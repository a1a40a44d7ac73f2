using Messaging.AspNetCore.Listing;
using Microsoft.AspNetCore.Builder;

namespace Messaging.AspNetCore;

/// <summary>A topic of a gateway: the methods of it that can be called, and the conventions of its endpoints.</summary>
/// <remarks>Not for concurrent use. It takes any convention of an ASP.NET endpoint: <c>RequireAuthorization</c>,
/// <c>RequireRateLimiting</c>, <c>RequireCors</c>.</remarks>
public sealed class RpcGatewayTopic : IEndpointConventionBuilder
{
    private readonly List<MethodListing> _methods = [];
    private readonly List<IRpcGatewayFormat> _formats = [];
    private readonly List<Action<EndpointBuilder>> _conventions = [];
    private readonly List<Action<EndpointBuilder>> _lastConventions = [];
    private bool _isMapped;

    internal RpcGatewayTopic(string name) => Name = name;

    /// <summary>The topic.</summary>
    public string Name { get; }

    /// <summary>The exchange of methods that are listed by name, or null for that of the transport.</summary>
    /// <value>Null.</value>
    public string? Exchange { get; set; }

    /// <summary>The namespace of methods that are listed by name, or null for none.</summary>
    /// <value>Null.</value>
    public string? Namespace { get; set; }

    /// <summary>The version that methods that are listed by name need, unless their client asks for another; null for 1.0.</summary>
    /// <value>Null.</value>
    public string? Version { get; set; }

    /// <summary>The timeout of a call of a method that is listed by name; null for that of the gateway.</summary>
    /// <value>Null.</value>
    public TimeSpan? Timeout { get; set; }

    /// <summary>What calls of the topic go through, those of its contracts too.</summary>
    /// <value>Null: what calls of the gateway go through.</value>
    public Transport? Transport { get; set; }

    /// <summary>The key of the transport that calls of the topic go through, in place of <see cref="Transport"/>: one that
    /// AddKeyedMessaging adds.</summary>
    /// <value>Null.</value>
    public string? TransportKey { get; set; }

    internal IReadOnlyList<MethodListing> Listings => _methods;

    internal IReadOnlyList<IRpcGatewayFormat> Formats => _formats;

    /// <summary>Lists methods that can be called, and cast to with <c>?cast</c>.</summary>
    /// <param name="methods">Their names on the wire.</param>
    /// <returns>The topic.</returns>
    /// <exception cref="ArgumentException">A name is empty, or already listed.</exception>
    public RpcGatewayTopic Methods(params string[] methods) => List(methods, isOneWay: false);

    /// <summary>Lists methods that have no result: each request is a cast, answered with 202.</summary>
    /// <param name="methods">Their names on the wire.</param>
    /// <returns>The topic.</returns>
    /// <exception cref="ArgumentException">A name is empty, or already listed.</exception>
    public RpcGatewayTopic OneWay(params string[] methods) => List(methods, isOneWay: true);

    /// <summary>Accepts requests in another format on <c>POST {prefix}/{topic}</c>, besides JSON-RPC: the content type tells them
    /// apart.</summary>
    /// <param name="format">The format. As with any other, only listed methods can be called.</param>
    /// <returns>The topic.</returns>
    /// <exception cref="ArgumentException">The topic already accepts that content type, or it is a JSON type.</exception>
    /// <exception cref="InvalidOperationException">The gateway is already mapped.</exception>
    public RpcGatewayTopic Accept(IRpcGatewayFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        ThrowIfMapped();
        if (format.MediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase)
            || _formats.Exists(taken => taken.MediaType.Equals(format.MediaType, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ArgumentException($"The topic '{Name}' already takes requests of the type {format.MediaType}.", nameof(format));
        }

        _formats.Add(format);
        return this;
    }

    /// <summary>Adds a convention to the endpoints of the topic.</summary>
    /// <param name="convention">The convention.</param>
    /// <exception cref="InvalidOperationException">The gateway is already mapped.</exception>
    public void Add(Action<EndpointBuilder> convention)
    {
        ThrowIfMapped();
        _conventions.Add(convention);
    }

    /// <summary>Adds a convention to the endpoints of the topic that comes after all others.</summary>
    /// <param name="finallyConvention">The convention.</param>
    /// <exception cref="InvalidOperationException">The gateway is already mapped.</exception>
    public void Finally(Action<EndpointBuilder> finallyConvention)
    {
        ThrowIfMapped();
        _lastConventions.Add(finallyConvention);
    }

    internal void List(MethodListing method)
    {
        ThrowIfMapped();
        if (_methods.Any(listed => listed.Name == method.Name))
        {
            throw new ArgumentException(
                $"The method '{method.Name}' of the topic '{Name}' is listed twice. A name stands for one method, even when several "
                    + "contracts share a topic.");
        }

        _methods.Add(method);
    }

    /// <summary>Applies the topic's conventions to an endpoint. No further ones can be added afterwards.</summary>
    internal void Map(IEndpointConventionBuilder endpoint)
    {
        _isMapped = true;
        _conventions.ForEach(endpoint.Add);
        _lastConventions.ForEach(endpoint.Finally);
    }

    private RpcGatewayTopic List(string[] methods, bool isOneWay)
    {
        ArgumentNullException.ThrowIfNull(methods);
        foreach (var method in methods)
        {
            ArgumentException.ThrowIfNullOrEmpty(method, nameof(methods));
            List(MethodListing.OfName(method, isOneWay));
        }

        return this;
    }

    private void ThrowIfMapped()
    {
        if (_isMapped)
        {
            throw new InvalidOperationException($"The gateway is already mapped. Configure the topic '{Name}' inside MapRpc.");
        }
    }
}

using System.Diagnostics.CodeAnalysis;
using Messaging.Hosting.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Messaging.Hosting;

/// <summary>Says what one server of the application serves: its endpoints, and the settings that code gives it.</summary>
/// <remarks>
/// An endpoint is one instance for the life of its server, and its methods run concurrently; a class that is registered as scoped or transient is made anew
/// for each call, in a scope of its own. Used while the application is put together, by one thread.
/// </remarks>
public sealed class MessagingServerBuilder
{
    private const string Reflects = "Finds the methods of endpoints by reflection. Add an RpcEndpoint of RpcMethod.Create, or the class as a contract, instead.";

    private readonly ServerRegistration _registration;
    private readonly string _optionsName;

    internal MessagingServerBuilder(IServiceCollection services, string optionsName, ServerRegistration registration)
    {
        Services = services;
        _optionsName = optionsName;
        _registration = registration;
    }

    /// <summary>The server's name: its topic, unless the settings say otherwise, and its key in the configuration.</summary>
    public string Name => _registration.Name;

    /// <summary>The services of the application.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds an endpoint that the application's services make: its public methods are the procedures. A singleton serves all calls; a class that is
    /// registered as scoped or transient is made for each call, in a scope that ends with it. Registered as a singleton if it is not registered.</summary>
    /// <typeparam name="T">The class. It may carry an <see cref="RpcEndpointAttribute"/>.</typeparam>
    /// <returns>This builder.</returns>
    /// <remarks>The host's start fails with <see cref="InvalidEndpointException"/> when a method cannot be served.</remarks>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public MessagingServerBuilder AddEndpoint<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class
    {
        Services.TryAddSingleton<T>();
        return AddEndpoint(provider => EndpointLifetime.IsForOneCall(Services, typeof(T))
            ? RpcEndpoint.FromScoped(provider.GetRequiredService<IServiceScopeFactory>(), static services => services.GetRequiredService<T>())
            : RpcEndpoint.FromObject(provider.GetRequiredService<T>()));
    }

    /// <summary>Adds an endpoint that the application's services make, and serves the members of a contract that it implements, under the
    /// contract's namespace and version; no other method of it. Nothing is reflected. A singleton serves all calls; a class that is registered as scoped or
    /// transient is made for each call, in a scope that ends with it. Registered as a singleton if it is not registered.</summary>
    /// <typeparam name="TContract">The interface, marked with <see cref="RpcContractAttribute"/>.</typeparam>
    /// <typeparam name="TImplementation">The class.</typeparam>
    /// <returns>This builder.</returns>
    /// <remarks>The host's start fails with <see cref="InvalidOperationException"/> when no table was generated for the contract.</remarks>
    public MessagingServerBuilder AddEndpoint<TContract, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TImplementation>()
        where TContract : class
        where TImplementation : class, TContract
    {
        Services.TryAddSingleton<TImplementation>();
        return AddEndpoint(provider => EndpointLifetime.IsForOneCall(Services, typeof(TImplementation))
            ? RpcEndpoint.ForScoped<TContract>(
                provider.GetRequiredService<IServiceScopeFactory>(), static services => services.GetRequiredService<TImplementation>())
            : RpcEndpoint.For<TContract>(provider.GetRequiredService<TImplementation>()));
    }

    /// <summary>Adds an object as an endpoint: its public methods are the procedures.</summary>
    /// <param name="instance">The object. The server does not dispose it.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidEndpointException">A method cannot be served; the message names it.</exception>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public MessagingServerBuilder AddEndpoint(object instance) => AddEndpoint(instance as RpcEndpoint ?? RpcEndpoint.FromObject(instance));

    /// <summary>Adds an endpoint whose methods are described by hand.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <returns>This builder.</returns>
    public MessagingServerBuilder AddEndpoint(RpcEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return AddEndpoint(_ => endpoint);
    }

    /// <summary>Adds an endpoint whose methods are described by hand, out of the application's services.</summary>
    /// <param name="factory">Makes the endpoint, once, when the host starts.</param>
    /// <returns>This builder.</returns>
    public MessagingServerBuilder AddEndpoint(Func<IServiceProvider, RpcEndpoint> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        _registration.Endpoints.Add(factory);
        return this;
    }

    /// <summary>Has an interceptor stand around the methods of this server, within those of <c>AddServerInterceptor</c>. Registered as a singleton if it is
    /// not registered. The first added is the outermost.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <returns>This builder.</returns>
    public MessagingServerBuilder AddInterceptor<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IRpcServerInterceptor
    {
        Services.TryAddSingleton<T>();
        _registration.Interceptors.Add(static services => services.GetRequiredService<T>());
        return this;
    }

    /// <summary>Which exchange is served unless the settings say otherwise.</summary>
    internal void ServeOn(string? exchange) => _registration.Exchange = exchange;

    /// <summary>Sets options in code. They are set after those of the configuration.</summary>
    /// <param name="configure">Sets them.</param>
    /// <returns>This builder.</returns>
    public MessagingServerBuilder Configure(Action<MessagingServerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var name = Name;
        Services.Configure<MessagingOptions>(_optionsName, options => configure(options.Server(name)));
        return this;
    }

    /// <summary>Says in which order methods run, and how many at a time; <see cref="MessagingServerOptions.Concurrency"/> must then not be
    /// set.</summary>
    /// <param name="policy">The policy.</param>
    /// <returns>This builder.</returns>
    public MessagingServerBuilder UseDispatch(DispatchPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        _registration.Dispatch = policy;
        return this;
    }
}

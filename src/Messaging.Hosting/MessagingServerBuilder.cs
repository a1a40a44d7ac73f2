using System.Diagnostics.CodeAnalysis;
using Messaging.Hosting.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Messaging.Hosting;

/// <summary>Configures a server of the application: its endpoints, and the settings that code gives it.</summary>
/// <remarks>
/// An endpoint is one instance for the life of its server, and its methods run concurrently; a class that is registered as scoped or
/// transient is created for each call, in a scope of its own. Used by one thread while the application is configured.
/// </remarks>
public sealed class MessagingServerBuilder
{
    private const string Reflects =
        "Finds the methods of endpoints by reflection. Add an RpcEndpoint of RpcMethod.Create, or the class as a contract, instead.";

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

    /// <summary>Adds an endpoint that the application's services create: its public methods are the procedures. A singleton serves all
    /// calls; a class that is registered as scoped or transient is created for each call, in a scope that ends with it. Registered as a
    /// singleton if it is not registered.</summary>
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
            ? RpcEndpoint.FromScoped(
                provider.GetRequiredService<IServiceScopeFactory>(), static services => services.GetRequiredService<T>())
            : RpcEndpoint.FromObject(provider.GetRequiredService<T>()));
    }

    /// <summary>Adds an endpoint that the application's services create, and serves the members of a contract that it implements, under the
    /// contract's namespace and version; no other method of it. There is no reflection. A singleton serves all calls; a class that is
    /// registered as scoped or transient is created for each call, in a scope that ends with it. Registered as a singleton if it is not
    /// registered.</summary>
    /// <typeparam name="TContract">The interface, marked with <see cref="RpcContractAttribute"/>.</typeparam>
    /// <typeparam name="TImplementation">The class.</typeparam>
    /// <returns>This builder.</returns>
    /// <remarks>The host's start fails with <see cref="InvalidOperationException"/> when no table was generated for the contract.</remarks>
    public MessagingServerBuilder AddEndpoint<
        TContract, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TImplementation>()
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
    /// <param name="factory">Creates the endpoint, once, when the host starts.</param>
    /// <returns>This builder.</returns>
    public MessagingServerBuilder AddEndpoint(Func<IServiceProvider, RpcEndpoint> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        _registration.Endpoints.Add(factory);
        return this;
    }

    /// <summary>Adds an interceptor to the methods of this server, inside those of <c>AddServerInterceptor</c>. Registered as a singleton
    /// if it is not registered. The first added is the outermost.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <returns>This builder.</returns>
    public MessagingServerBuilder AddInterceptor<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IRpcServerInterceptor
    {
        Services.TryAddSingleton<T>();
        _registration.Interceptors.Add(static services => services.GetRequiredService<T>());
        return this;
    }

    /// <summary>The exchange that is served unless the settings say otherwise.</summary>
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

    /// <summary>Sets in which order methods run, and how many at a time; <see cref="MessagingServerOptions.Concurrency"/> must then not be
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

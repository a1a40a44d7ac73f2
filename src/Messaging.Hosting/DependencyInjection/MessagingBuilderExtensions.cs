using System.Diagnostics.CodeAnalysis;
using Messaging;
using Messaging.Contracts;
using Messaging.Drivers;
using Messaging.Hosting;
using Messaging.Hosting.Running;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds servers, clients and drivers to messaging.</summary>
public static class MessagingBuilderExtensions
{
    /// <summary>Adds a server, which starts and stops with the host.</summary>
    /// <param name="builder">The builder that AddMessaging returned.</param>
    /// <param name="name">The server's name: its topic, unless the settings say otherwise, and its key in the configuration
    /// (<c>Messaging:Servers:NAME</c>).</param>
    /// <param name="configure">Adds the endpoints.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">A server of that name was already added.</exception>
    public static IMessagingBuilder AddServer(this IMessagingBuilder builder, string name, Action<MessagingServerBuilder> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        var registrations = Registrations.Of(builder);
        Registrations.ThrowIfTaken(name, "server", registrations.Servers.Select(server => server.Name));
        var registration = new ServerRegistration(name);
        registrations.Servers.Add(registration);
        configure(new MessagingServerBuilder(builder.Services, registrations.OptionsName, registration));
        return builder;
    }

    /// <summary>Adds a server of a contract, which starts and stops with the host. Its name, and so its topic unless the settings say
    /// otherwise, is the topic of the contract. Each call gets its own object, in a scope that ends with the call; a class that is
    /// registered as a singleton serves all calls.</summary>
    /// <typeparam name="TContract">The interface, marked with <see cref="RpcContractAttribute"/>.</typeparam>
    /// <typeparam name="TImplementation">The class. Registered as scoped if it is not registered.</typeparam>
    /// <param name="builder">The builder that AddMessaging returned.</param>
    /// <param name="configure">Adds more endpoints or interceptors, or sets options; or null.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">A server of that name was already added.</exception>
    /// <exception cref="InvalidOperationException">No table was generated for the contract.</exception>
    public static IMessagingBuilder AddServer<
        TContract, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TImplementation>(
        this IMessagingBuilder builder, Action<MessagingServerBuilder>? configure = null)
        where TContract : class
        where TImplementation : class, TContract
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddScoped<TImplementation>();
        var target = RpcContracts.TargetOf<TContract>();
        return builder.AddServer(target.Topic!, server =>
        {
            server.AddEndpoint<TContract, TImplementation>().ServeOn(target.Exchange);
            configure?.Invoke(server);
        });
    }

    /// <summary>Adds a client: inject it with <c>[FromKeyedServices("name")] RpcClient</c>, or as <see cref="RpcClient"/> when it is the
    /// only one.</summary>
    /// <param name="builder">The builder that AddMessaging returned.</param>
    /// <param name="name">The client's name: its topic, unless the settings say otherwise, and its key in the configuration
    /// (<c>Messaging:Clients:NAME</c>).</param>
    /// <param name="configure">Sets options in code, after those of the configuration; or null.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">A client of that name was already added.</exception>
    public static IMessagingBuilder AddClient(this IMessagingBuilder builder, string name, Action<MessagingClientOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var registrations = Registrations.Of(builder);
        Registrations.ThrowIfTaken(name, "client", Registrations.All(builder.Services).SelectMany(transport => transport.Clients));
        registrations.Clients.Add(name);
        builder.Services.AddKeyedSingleton(name, (services, _) => TransportFactory.CreateClient(services, registrations, name));
        if (configure is not null)
        {
            builder.Services.Configure<MessagingOptions>(registrations.OptionsName, options => configure(options.Client(name)));
        }

        return builder;
    }

    /// <summary>Adds a client of a contract: inject it as the interface.</summary>
    /// <typeparam name="T">The interface, marked with <see cref="RpcContractAttribute"/>.</typeparam>
    /// <param name="builder">The builder that AddMessaging returned.</param>
    /// <param name="name">A client that <c>AddClient(name)</c> adds, whose target and settings it has; or null for the topic of the
    /// contract and the settings of the transport.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">A client of that contract was already added.</exception>
    /// <remarks>Where it is injected, it fails with <see cref="InvalidOperationException"/> when no client was generated for the interface,
    /// or none of that name was added, and with <see cref="InvalidTargetException"/> when the settings of that client have a
    /// version.</remarks>
    public static IMessagingBuilder AddClient<T>(this IMessagingBuilder builder, string? name = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.Any(service => service.ServiceType == typeof(T) && !service.IsKeyedService))
        {
            throw new ArgumentException($"{typeof(T)} is already registered. Add one client of a contract.", nameof(T));
        }

        var registrations = Registrations.Of(builder);
        builder.Services.AddSingleton(services => name is null
            ? TransportFactory.CreateClient<T>(services, registrations)
            : services.GetRequiredKeyedService<RpcClient>(name).As<T>());
        return builder;
    }

    /// <summary>Adds a driver, for the schemes that it serves. A driver's own package offers this under its name, such as
    /// <c>AddRabbit()</c>.</summary>
    /// <param name="builder">The builder that AddMessaging returned.</param>
    /// <param name="driver">Creates the driver.</param>
    /// <returns>The builder.</returns>
    public static IMessagingBuilder AddDriver(this IMessagingBuilder builder, IDriverFactory driver)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(driver);
        builder.Services.AddSingleton(driver);
        return builder;
    }

    /// <summary>Transforms values with an <see cref="EntitySerializer"/>: for every server, client, notifier and listener of the
    /// application. It is a service, a singleton, so that others may be injected into it.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <param name="builder">The builder that AddMessaging returned.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">The application already has another one.</exception>
    public static IMessagingBuilder UseEntitySerializer<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IMessagingBuilder builder)
        where T : EntitySerializer
    {
        ArgumentNullException.ThrowIfNull(builder);
        var before = builder.Services.FirstOrDefault(service => service.ServiceType == typeof(EntitySerializer));
        if (before is not null && before.ImplementationType != typeof(T))
        {
            throw new InvalidOperationException(
                $"The application already has another {nameof(EntitySerializer)} than {typeof(T)}"
                    + $"{(before.ImplementationType is { } other ? $": {other}" : "")}. "
                    + "Only one transforms the values: let it call the other.");
        }

        builder.Services.TryAddSingleton<EntitySerializer, T>();
        return builder;
    }

    /// <summary>Sets what only code can set on the transport, such as <see cref="TransportOptions.RemoteExceptions"/>, after everything
    /// else.</summary>
    /// <param name="builder">The builder that AddMessaging returned.</param>
    /// <param name="configure">Sets it when the transport is created.</param>
    /// <returns>The builder.</returns>
    public static IMessagingBuilder ConfigureTransport(this IMessagingBuilder builder, Action<IServiceProvider, TransportOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Registrations.Of(builder).TransportSettings.Add(configure);
        return builder;
    }
}

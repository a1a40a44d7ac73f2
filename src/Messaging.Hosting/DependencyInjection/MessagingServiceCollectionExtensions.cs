using System.Diagnostics.CodeAnalysis;
using Messaging;
using Messaging.Hosting;
using Messaging.Hosting.Configuring;
using Messaging.Hosting.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds messaging to an application: one transport, to which servers and clients are then added.</summary>
/// <remarks>
/// <para>The transport can be injected, as <see cref="Transport"/>, anywhere and at any time: it connects when it is first used. With a
/// host, its start connects and starts the servers, and its stop drains them, within the host's shutdown timeout; the transport is closed
/// last, with the application's services.</para>
/// <para>The settings are checked when the host starts: the start fails with <see cref="OptionsValidationException"/>, which names each
/// key that is wrong.</para>
/// <para>An application has one transport. Adding messaging again adds to the first, and later settings win; but another URL is an error when
/// the host starts, and another serializer at once.</para>
/// </remarks>
public static class MessagingServiceCollectionExtensions
{
    private const string Reflects =
        "Payloads are serialised by reflection. Pass a JsonPayloadSerializer over a source-generated context instead.";

    /// <summary>Adds messaging over a URL.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="url">The URL, such as <c>rabbit://user:password@host:5672/vhost</c> or <c>memory://name</c>.</param>
    /// <returns>Where servers, clients and drivers are added.</returns>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public static IMessagingBuilder AddMessaging(this IServiceCollection services, string url) =>
        AddUrl(services, url, JsonPayloadSerializer.ByReflection(), isGiven: false);

    /// <inheritdoc cref="AddMessaging(IServiceCollection, string)"/>
    /// <param name="serializer">Writes and reads arguments and results.</param>
    /// <exception cref="InvalidOperationException">Messaging was added with another serializer before.</exception>
    public static IMessagingBuilder AddMessaging(this IServiceCollection services, string url, JsonPayloadSerializer serializer) =>
        AddUrl(services, url, serializer, isGiven: true);

    /// <summary>Adds messaging with the settings of a section of the configuration: <c>Url</c>, <c>CallTimeout</c>,
    /// <c>Servers:NAME:Concurrency</c> and so on, by the names of the properties of <see cref="MessagingOptions"/>. A key that is not known is an error.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configuration">The section; or the whole configuration, whose section <c>Messaging</c> is then meant.</param>
    /// <returns>Where servers, clients and drivers are added.</returns>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public static IMessagingBuilder AddMessaging(this IServiceCollection services, IConfiguration configuration) =>
        AddSection(services, configuration, JsonPayloadSerializer.ByReflection(), isGiven: false);

    /// <inheritdoc cref="AddMessaging(IServiceCollection, IConfiguration)"/>
    /// <param name="serializer">Writes and reads arguments and results.</param>
    /// <exception cref="InvalidOperationException">Messaging was added with another serializer before.</exception>
    public static IMessagingBuilder AddMessaging(
        this IServiceCollection services, IConfiguration configuration, JsonPayloadSerializer serializer) =>
        AddSection(services, configuration, serializer, isGiven: true);

    /// <summary>Adds messaging with settings that code sets.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Sets them; at least <see cref="MessagingOptions.Url"/>.</param>
    /// <returns>Where servers, clients and drivers are added.</returns>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public static IMessagingBuilder AddMessaging(this IServiceCollection services, Action<MessagingOptions> configure) =>
        AddCode(services, configure, JsonPayloadSerializer.ByReflection(), isGiven: false);

    /// <inheritdoc cref="AddMessaging(IServiceCollection, Action{MessagingOptions})"/>
    /// <param name="serializer">Writes and reads arguments and results.</param>
    /// <exception cref="InvalidOperationException">Messaging was added with another serializer before.</exception>
    public static IMessagingBuilder AddMessaging(
        this IServiceCollection services, Action<MessagingOptions> configure, JsonPayloadSerializer serializer) =>
        AddCode(services, configure, serializer, isGiven: true);

    private static MessagingBuilder AddUrl(IServiceCollection services, string url, JsonPayloadSerializer serializer, bool isGiven)
    {
        ArgumentNullException.ThrowIfNull(url);
        return AddCode(services, options => options.Url = url, serializer, isGiven);
    }

    private static MessagingBuilder AddSection(
        IServiceCollection services, IConfiguration configuration, JsonPayloadSerializer serializer, bool isGiven)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var registrations = Register(services, serializer, isGiven);
        var section = configuration as IConfigurationSection ?? configuration.GetSection("Messaging");
        registrations.ConfigurationPath = section.Path;
        return Add(services, new ConfigurationReader(section, registrations));
    }

    private static MessagingBuilder AddCode(
        IServiceCollection services, Action<MessagingOptions> configure, JsonPayloadSerializer serializer, bool isGiven)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Register(services, serializer, isGiven);
        return Add(services, new ConfigureOptions<MessagingOptions>(configure));
    }

    private static MessagingBuilder Add(IServiceCollection services, IConfigureOptions<MessagingOptions> settings)
    {
        services.AddSingleton<IConfigureOptions<MessagingOptions>>(new AddedSettings(settings));
        return new MessagingBuilder(services);
    }

    private static Registrations Register(IServiceCollection services, JsonPayloadSerializer serializer, bool isGiven)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(serializer);
        var known = Registrations.Find(services);
        var registrations = known ?? new Registrations();
        registrations.Use(serializer, isGiven);
        if (known is not null)
        {
            return known;
        }

        services.AddSingleton(registrations);
        services.AddOptions<MessagingOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<MessagingOptions>, MessagingOptionsValidator>();
        services.TryAddSingleton(TransportFactory.CreateTransport);
        services.TryAddSingleton(TransportFactory.TheOnlyClient);
        services.AddSingleton<HostedServers>();
        services.AddSingleton<IHostedService, MessagingHostedService>();
        return registrations;
    }
}

using Messaging.Drivers;
using Messaging.Hosting.Configuring;
using Messaging.Hosting.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messaging.Hosting.DependencyInjection;

/// <summary>Adds a transport to an application, or settings to one that was already added.</summary>
internal static class MessagingAddition
{
    public static MessagingBuilder OfUrl(
        IServiceCollection services, string? key, string url, JsonPayloadSerializer serializer, bool isGiven)
    {
        ArgumentNullException.ThrowIfNull(url);
        return OfCode(services, key, options => options.Url = url, serializer, isGiven);
    }

    public static MessagingBuilder OfSection(
        IServiceCollection services, string? key, IConfiguration configuration, JsonPayloadSerializer serializer, bool isGiven)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var registrations = Register(services, key, serializer, isGiven);
        var section = configuration as IConfigurationSection ?? configuration.GetSection("Messaging");
        registrations.Sections.Add(section);
        return Add(services, key, registrations, new ConfigurationReader(section, registrations, new DriverSections(services)));
    }

    public static MessagingBuilder OfCode(
        IServiceCollection services, string? key, Action<MessagingOptions> configure, JsonPayloadSerializer serializer, bool isGiven)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var registrations = Register(services, key, serializer, isGiven);
        return Add(services, key, registrations, new ConfigureOptions<MessagingOptions>(configure));
    }

    private static MessagingBuilder Add(
        IServiceCollection services, string? key, Registrations registrations, IConfigureOptions<MessagingOptions> settings)
    {
        services.AddSingleton<IConfigureOptions<MessagingOptions>>(new AddedSettings(registrations.OptionsName, settings));
        return new MessagingBuilder(services, key);
    }

    private static Registrations Register(IServiceCollection services, string? key, JsonPayloadSerializer serializer, bool isGiven)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(serializer);
        var known = Registrations.Find(services, key);
        var registrations = known ?? new Registrations(key);
        registrations.Use(serializer, isGiven);
        if (known is not null)
        {
            return known;
        }

        services.AddOptions<MessagingOptions>(registrations.OptionsName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MessagingOptions>>(
            provider => new MessagingOptionsValidator(registrations, new DriverSections(services), provider));
        if (key is null)
        {
            services.AddSingleton(registrations);
            services.TryAddSingleton<IDriverConfiguration>(new DriverConfiguration(registrations));
            services.TryAddSingleton(provider => TransportFactory.CreateTransport(provider, registrations));
            services.AddSingleton(provider => new HostedServers(provider, registrations));
        }
        else
        {
            services.AddKeyedSingleton(key, registrations);
            services.TryAddKeyedSingleton(key, (provider, _) => TransportFactory.CreateTransport(provider, registrations));
            services.AddKeyedSingleton(key, (provider, _) => new HostedServers(provider, registrations));
        }

        services.TryAddSingleton(provider => TransportFactory.TheOnlyClient(provider, Registrations.All(services)));
        services.AddSingleton<IHostedService>(provider => new MessagingHostedService(provider, registrations));
        return registrations;
    }
}

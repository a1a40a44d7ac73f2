using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.Hosting.Running;

/// <summary>What was added to a transport while the application was configured. Its presence among the services shows that AddMessaging was
/// called.</summary>
/// <param name="key">The key of the transport, or null.</param>
internal sealed class Registrations(string? key)
{
    /// <summary>The name of the transport's settings among those of the options pattern.</summary>
    public string OptionsName { get; } = key ?? Options.DefaultName;

    public List<ServerRegistration> Servers { get; } = [];

    public List<string> Clients { get; } = [];

    /// <summary>The additions of other packages.</summary>
    public List<IMessagingFeature> Features { get; } = [];

    public List<Action<IServiceProvider, TransportOptions>> TransportSettings { get; } = [];

    /// <summary>The serializer of payloads: the one passed to AddMessaging, or the default.</summary>
    public JsonPayloadSerializer? Serializer { get; private set; }

    private bool IsSerializerGiven { get; set; }

    /// <summary>The sections of the configuration that were passed to AddMessaging, in order.</summary>
    public List<IConfigurationSection> Sections { get; } = [];

    /// <summary>The path of the settings in the configuration, for errors that name a key.</summary>
    public string ConfigurationPath => Sections.Count == 0 ? "Messaging" : Sections[^1].Path;

    /// <summary>The registrations of a transport of an application that is being configured, or null.</summary>
    public static Registrations? Find(IServiceCollection services, string? key) => services
        .Where(service => service.ServiceType == typeof(Registrations) && Equals(service.ServiceKey, key))
        .Select(InstanceOf).FirstOrDefault();

    /// <summary>Those of all its transports.</summary>
    public static IEnumerable<Registrations> All(IServiceCollection services) =>
        services.Where(service => service.ServiceType == typeof(Registrations)).Select(InstanceOf);

    /// <exception cref="InvalidOperationException">AddMessaging was not called.</exception>
    public static Registrations Of(IMessagingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return Find(builder.Services, builder.TransportKey)
            ?? throw new InvalidOperationException("Messaging was not added to these services. Call services.AddMessaging(...) first.");
    }

    /// <summary>Records the serializer of a call of AddMessaging.</summary>
    /// <param name="serializer">The serializer.</param>
    /// <param name="isGiven">Whether the caller passed it; otherwise it is the default, which others replace.</param>
    /// <exception cref="InvalidOperationException">An earlier call passed another serializer.</exception>
    public void Use(JsonPayloadSerializer serializer, bool isGiven)
    {
        if (isGiven && IsSerializerGiven && !ReferenceEquals(serializer, Serializer))
        {
            throw new InvalidOperationException(
                "Messaging was already added with another serializer. A transport has one serializer: pass the same to every call of "
                + "AddMessaging, or pass it to only one of them.");
        }

        if (isGiven || !IsSerializerGiven)
        {
            Serializer = serializer;
        }

        IsSerializerGiven |= isGiven;
    }

    /// <summary>The transport.</summary>
    public Transport TransportOf(IServiceProvider services) =>
        key is null ? services.GetRequiredService<Transport>() : services.GetRequiredKeyedService<Transport>(key);

    /// <summary>Its servers, which run with the host.</summary>
    public HostedServers ServersOf(IServiceProvider services) =>
        key is null ? services.GetRequiredService<HostedServers>() : services.GetRequiredKeyedService<HostedServers>(key);

    /// <summary>Its settings.</summary>
    /// <exception cref="OptionsValidationException">The settings are not valid.</exception>
    public MessagingOptions OptionsOf(IServiceProvider services) => key is null
        ? services.GetRequiredService<IOptions<MessagingOptions>>().Value
        : services.GetRequiredService<IOptionsMonitor<MessagingOptions>>().Get(key);

    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static void ThrowIfTaken(string name, string what, IEnumerable<string> taken)
    {
        if (taken.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                $"A messaging {what} named '{name}' was already added. Give each its own name; its topic can be set separately.",
                nameof(name));
        }
    }

    private static Registrations InstanceOf(ServiceDescriptor service) =>
        (Registrations)(service.IsKeyedService ? service.KeyedImplementationInstance : service.ImplementationInstance)!;
}

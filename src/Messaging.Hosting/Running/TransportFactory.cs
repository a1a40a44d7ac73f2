using Messaging.Drivers;
using Messaging.Hosting.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Messaging.Hosting.Running;

/// <summary>Creates the transport and the clients of the application from its services and settings.</summary>
internal static class TransportFactory
{
    /// <summary>Creates the transport without connecting, so that a client can be injected anywhere before the host has started.</summary>
    public static Transport CreateTransport(IServiceProvider services, Registrations registrations)
    {
        var settings = registrations.OptionsOf(services);
        var options = new TransportOptions(registrations.Serializer!)
        {
            Drivers = CreateRegistry(services),
            LoggerFactory = services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance,
            TimeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System,
            ControlExchange = settings.ControlExchange,
            ConnectTimeout = settings.ConnectTimeout,
            CallTimeout = settings.CallTimeout,
            ServerConcurrency = settings.ServerConcurrency,
            PingServers = settings.PingServers,
            MaxMessageSize = settings.MaxMessageSize,
            CastQueueCapacity = settings.CastQueueCapacity,
        };
        foreach (var configure in registrations.TransportSettings)
        {
            configure(services, options);
        }

        var logger = options.LoggerFactory.CreateLogger("Messaging.Hosting");
        foreach (var (option, why) in settings.IgnoredOptions)
        {
            HostingLog.SettingIgnored(logger, option, why);
        }

        return Transport.Create(UrlWithOptions(settings, options.Drivers), options);
    }

    public static RpcClient CreateClient(IServiceProvider services, Registrations registrations, string name)
    {
        var settings = registrations.OptionsOf(services).Client(name);
        var options = Intercepted(services, settings.ToRpcOptions());
        options.EntitySerializer = services.GetService<EntitySerializer>();
        return new RpcClient(registrations.TransportOf(services), settings.ToTarget(name), options);
    }

    /// <summary>Creates a client of a contract with the settings of the transport.</summary>
    public static T CreateClient<T>(IServiceProvider services, Registrations registrations)
        where T : class => registrations.TransportOf(services).GetClient<T>(Intercepted(services, new RpcClientOptions()));

    /// <summary>The client that is used when none is named.</summary>
    /// <exception cref="InvalidOperationException">There is no client, or more than one.</exception>
    public static RpcClient TheOnlyClient(IServiceProvider services, IEnumerable<Registrations> all) =>
        all.SelectMany(one => one.Clients).ToList() switch
        {
            [var only] => services.GetRequiredKeyedService<RpcClient>(only),
            [] => throw new InvalidOperationException(
                "No messaging client was added. Add one: services.AddMessaging(...).AddClient(\"topic\")."),
            var several => throw new InvalidOperationException(
                $"There are {several.Count} messaging clients: {string.Join(", ", several)}. " +
                $"Ask for one by its name: [FromKeyedServices(\"{several[0]}\")] RpcClient."),
        };

    private static RpcClientOptions Intercepted(IServiceProvider services, RpcClientOptions options)
    {
        foreach (var interceptor in services.GetServices<IRpcClientInterceptor>())
        {
            options.Interceptors.Add(interceptor);
        }

        return options;
    }

    /// <summary>The URL, with the driver options in the configuration under oslo.messaging's names, if the driver accepts those.</summary>
    private static string UrlWithOptions(MessagingOptions settings, DriverRegistry drivers)
    {
        var url = TransportUrl.Parse(settings.Url);
        if (settings.BrokerOptions.Count == 0 || drivers.Find(url).Oslo is not { } section)
        {
            return settings.Url;
        }

        var own = settings.BrokerOptions.Where(set => section.Options.Contains(set.Key));
        return url.WithDefaults(own.Select(set => KeyValuePair.Create(set.Key.Name, set.Value)), section).ToStringWithPassword();
    }

    private static DriverRegistry CreateRegistry(IServiceProvider services)
    {
        var registry = new DriverRegistry();
        foreach (var driver in services.GetServices<IDriverFactory>())
        {
            registry.Register(driver);
        }

        return registry;
    }
}

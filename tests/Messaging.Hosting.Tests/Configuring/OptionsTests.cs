using System.Collections.Frozen;
using System.Reflection;
using Messaging.Hosting.Configuring;
using Messaging.Notifications.Hosting;

namespace Messaging.Hosting.Tests.Configuring;

/// <summary>What is written down twice is the same: the options and their keys, and the options here and in Core.</summary>
public sealed class OptionsTests
{
    [Fact]
    public void Every_property_is_a_key_of_the_configuration()
    {
        Assert.Equal(NamesOf<MessagingOptions>("Servers", "Clients"), Sorted(ConfigurationKeys.Messaging));
        Assert.Equal(NamesOf<MessagingServerOptions>(), Sorted(ConfigurationKeys.Server));
        Assert.Equal(NamesOf<MessagingClientOptions>(), Sorted(ConfigurationKeys.Client));
        Assert.Equal(NamesOf<MessagingNotifierOptions>(), Sorted(NotificationKeys.Notifier));
        Assert.Equal(NamesOf<MessagingListenerOptions>(), Sorted(NotificationKeys.Listener));
    }

    [Fact]
    public void Servers_have_the_defaults_and_all_the_options_of_Core() =>
        AssertSame(new RpcServerOptions(), new MessagingServerOptions().ToRpcOptions(null), except: ["Dispatch", "Concurrency", "EntitySerializer", "Interceptors", "Authorizer"]);

    [Fact]
    public void Clients_have_the_defaults_and_all_the_options_of_Core() =>
        AssertSame(new RpcClientOptions(), new MessagingClientOptions().ToRpcOptions(), except: ["EntitySerializer", "Interceptors"]);

    [Fact]
    public void The_notifier_and_listeners_have_the_defaults_and_all_the_options_of_Core()
    {
        AssertSame(new NotificationListenerOptions(), new MessagingListenerOptions().ToListenerOptions(), except: "EntitySerializer");

        var (core, here) = (new NotifierOptions(), new MessagingNotifierOptions().ToNotifierOptions(null));
        Assert.Equal(core.Topics, here.Topics);
        Assert.Equal(core.Drivers, here.Drivers);
        Assert.Equal((core.PublisherId, core.Exchange, core.Timeout, core.ThrowOnFailure), (here.PublisherId, here.Exchange, here.Timeout, here.ThrowOnFailure));
        Assert.Empty(NamesOf<NotifierOptions>("Routing", "ContextKeys", "EntitySerializer").Except(NamesOf<MessagingNotifierOptions>()));
    }

    [Fact]
    public void The_transport_has_the_defaults_of_Core()
    {
        var (here, core) = (new MessagingOptions(), new TransportOptions());

        Assert.Equal(
            (core.ControlExchange, core.ConnectTimeout, core.CallTimeout, core.MaxMessageSize, core.CastQueueCapacity),
            (here.ControlExchange, here.ConnectTimeout, here.CallTimeout, here.MaxMessageSize, here.CastQueueCapacity));
        Assert.Equal((core.ServerConcurrency, core.PingServers), (here.ServerConcurrency, here.PingServers));
    }

    private static void AssertSame<T>(T core, T here, params string[] except)
    {
        foreach (var property in typeof(T).GetProperties().Where(property => !except.Contains(property.Name)))
        {
            Assert.True(
                Equals(property.GetValue(core), property.GetValue(here)),
                $"{typeof(T).Name}.{property.Name} is {property.GetValue(core)} in Core and {property.GetValue(here)} with a host.");
        }

        var offered = typeof(T) == typeof(RpcServerOptions) ? NamesOf<MessagingServerOptions>()
            : typeof(T) == typeof(RpcClientOptions) ? NamesOf<MessagingClientOptions>() : NamesOf<MessagingListenerOptions>();
        Assert.Empty(NamesOf<T>(except).Except(offered));
    }

    private static string[] Sorted(FrozenDictionary<string, ValueRule> keys) => [.. keys.Keys.Order(StringComparer.Ordinal)];

    private static string[] NamesOf<T>(params string[] except) => [.. typeof(T)
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Select(property => property.Name)
        .Except(except)
        .Order(StringComparer.Ordinal)];
}

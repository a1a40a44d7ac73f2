using Messaging.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.Hosting.Tests.Configuring;

/// <summary>The names of oslo.config in the section <c>Messaging</c>.</summary>
public sealed class OsloSettingsTests : IDisposable
{
    private readonly LogCapture _log = new();

    [Fact]
    public void Options_are_read_at_the_top_and_in_sections_named_as_there()
    {
        var options = Read(
            ("transport_url", "rabbit://u:p@h/v?ssl=1"),
            ("DEFAULT:rpc_response_timeout", "7"),
            ("default:executor_thread_pool_size", "3"),
            ("rpc_ping_enabled", "Yes"),
            ("DEFAULT:control_exchange", "nova"),
            ("DEFAULT:rabbit_ha_queues", "true"),
            ("oslo_messaging_rabbit:rabbit_use_ssl", "false"),
            ("oslo_messaging_rabbit:ssl_ca_file", ""),
            ("heartbeat_timeout_threshold", "20"),
            ("oslo_messaging_notifications:driver:0", "messagingv2"),
            ("oslo_messaging_notifications:driver:1", "log"),
            ("notification_topics", "a,b"),
            ("oslo_messaging_notifications:routing_config", "/etc/routes.yaml"),
            ("oslo_messaging_notifications:retry", "3"),
            ("oslo_messaging_notifications:transport_url", "rabbit://other/"));
        Assert.Equal(
            ("rabbit://u:p@h/v?ssl=1", "nova", TimeSpan.FromSeconds(7), 3, true),
            (options.Url, options.ControlExchange, options.CallTimeout, options.ServerConcurrency, options.PingServers));
        Assert.Equal(
            ["heartbeat_timeout_threshold=20", "rabbit_ha_queues=true", "ssl=false"],
            options.BrokerOptions.Select(o => $"{o.Key.Name}={o.Value}").Order());
        Assert.Equal(
            ("messagingv2,log", "a,b", "/etc/routes.yaml"),
            (options.Notifications.Drivers, options.Notifications.Topics, options.Notifications.RoutingFile));
        Assert.Equal(["retry", "transport_url"], options.IgnoredOptions.Select(o => o.Option).Order());
    }

    [Fact]
    public async Task The_url_wins_over_the_configuration_which_wins_over_code()
    {
        using var host = TestHost.Build(
            _log,
            services => services
                .AddMessaging(TestHost.Section(
                    ("Url", "rabbit://h/?kombu_ssl_ca_certs=url.pem&rpc_response_timeout=5"),
                    ("CallTimeout", "00:00:09"),
                    ("oslo_messaging_rabbit:ssl", "true"),
                    ("oslo_messaging_rabbit:ssl_ca_file", "configuration.pem"),
                    ("oslo_messaging_rabbit:amqp_durable_queues", "on"),
                    ("oslo_messaging_rabbit:heartbeat_rate", "7")))
                .AddRabbit(rabbit => rabbit.Queues.Durable = false));
        await using var transport = host.Services.GetRequiredService<Transport>();
        Assert.Equal(
            "rabbit://h/?kombu_ssl_ca_certs=url.pem&rpc_response_timeout=5&amqp_durable_queues=on&heartbeat_rate=7&ssl=true",
            transport.Url.ToString());
        var warning = Assert.Single(_log.Entries, e => e.EventId.Id == 1101);
        Assert.Contains("'heartbeat_rate'", warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rabbit://ada:geheim@h/?rabbit_use_ssl=false", "ssl", "true", "rabbit_use_ssl=false")]
    [InlineData("rabbit+tls://ada:geheim@h/", "ssl", "false", "asks for TLS")]
    [InlineData("rabbit://ada:geheim@h/", "ssl_ca_file", "ca.pem", "ssl_ca_file is for TLS")]
    [InlineData("rabbit://ada:geheim@h/", "ssl_enforce_fips_mode", "true", "ssl_enforce_fips_mode")]
    public async Task The_url_and_the_configuration_do_not_make_less_of_tls_than_either_asks_for(
        string url, string option, string value, string expected)
    {
        using var host = TestHost.Build(
            _log, services => services.AddMessaging(TestHost.Section(("Url", url), ("oslo_messaging_rabbit:" + option, value))).AddRabbit());

        var error = await Record.ExceptionAsync(() => host.StartAsync());

        Assert.True(error is OptionsValidationException or InvalidTransportUrlException, error?.ToString());
        Assert.Contains(expected, error!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_driver_that_is_not_of_RabbitMQ_gets_none_of_its_options()
    {
        using var host = TestHost.Build(
            _log,
            services => services.AddMessaging(TestHost.Section(
                ("Url", TestHost.NewUrl()),
                ("oslo_messaging_rabbit:amqp_durable_queues", "on"),
                ("oslo_messaging_rabbit:heartbeat_rate", "7"),
                ("oslo_messaging_notifications:retry", "5"))).AddRabbit().AddNotifier());
        await using var transport = host.Services.GetRequiredService<Transport>();
        Assert.Empty(transport.Url.Query);
        Assert.DoesNotContain(_log.Entries, e => e.EventId.Id == 1101);
        Assert.Single(_log.Entries, e => e.EventId.Id == 7005 && e.Message.Contains("'retry'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("rpc_respons_timeout", "3", "Messaging:rpc_respons_timeout is not a setting. Did you mean rpc_response_timeout?")]
    [InlineData("oslo_messaging_rabit:ssl", "1", "Messaging:oslo_messaging_rabit is not a setting. Did you mean oslo_messaging_rabbit?")]
    [InlineData(
        "oslo_messaging_rabbit:rabbit_quorum_queues", "1",
        "Messaging:oslo_messaging_rabbit:rabbit_quorum_queues is not an option of oslo.messaging in that section. Did you mean rabbit_quorum_queue?")]
    [InlineData("DEFAULT:rpc_ping_enabled", "maybe", "Messaging:DEFAULT:rpc_ping_enabled is 'maybe'. Write true or false (or 1, 0, yes, no, on, off).")]
    [InlineData("executor_thread_pool_size", "0", "Messaging:executor_thread_pool_size is '0'. Write a whole number from 1 to 60000.")]
    [InlineData("rpc_response_timeout:x", "1", "Messaging:rpc_response_timeout is a section, but it takes a value. Write a number of seconds above 0, such as 30 or 0.5.")]
    [InlineData("oslo_messaging_rabbit", "on", "Messaging:oslo_messaging_rabbit is 'on', but it holds options by oslo.messaging's names.")]
    [InlineData("transport_url", "memory://y", "Messaging:Url and Messaging:transport_url are the same setting. Remove one of them.")]
    public void What_cannot_be_read_is_named(string key, string value, string message) =>
        Assert.Equal([message], Fail(("Url", "memory://x"), (key, value)));

    [Theory]
    [InlineData(
        "oslo_messaging_rabbit:rabbit_quorum_queue", "1",
        "Messaging:oslo_messaging_rabbit has settings for the RabbitMQ driver, but no AddRabbit was called. It is in the package Messaging.Drivers.Rabbit.")]
    [InlineData(
        "oslo_messaging_notifications:topics", "a",
        "Messaging:oslo_messaging_notifications has settings for a notifier, but no AddNotifier was called. It is in the package Messaging.Notifications.")]
    [InlineData(
        "DEFAULT:rabbit_quorum_queue", "1",
        "Messaging:DEFAULT:rabbit_quorum_queue is not an option of oslo.messaging in that section. Known: control_exchange, executor_thread_pool_size, "
            + "rpc_ping_enabled, rpc_response_timeout, rpc_thread_pool_size, transport_url. Options of oslo_messaging_rabbit need AddRabbit().")]
    public void Options_that_the_application_has_no_use_for_are_an_error_that_names_what_to_call(string key, string value, string message)
    {
        var services = new ServiceCollection();
        services.AddMessaging(TestHost.Section(("Url", "memory://x"), (key, value)));
        using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<MessagingOptions>>().Value);

        Assert.Equal([message], error.Failures);
    }

    [Fact]
    public void A_url_with_an_option_without_a_value_is_refused_with_the_url_to_write()
    {
        var failure = Assert.Single(Fail(("Url", "rabbit://u:geheim@h/v?ssl")));

        Assert.Contains("Write rabbit://u:***@h/v?ssl=true", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ssl", "oslo_messaging_rabbit:rabbit_use_ssl", "true")]
    [InlineData("DEFAULT:rpc_response_timeout", "CallTimeout", "00:00:01")]
    [InlineData("oslo_messaging_notifications:topics", "notification_topics", "1")]
    [InlineData("oslo_messaging_notifications:topics", "Notifications:Topics", "1")]
    [InlineData("DEFAULT:rpc_response_timeout", "rpc_response_timeout", "1")]
    public void A_setting_that_stands_there_by_two_names_is_an_error_that_names_both(string one, string other, string value)
    {
        var failure = Assert.Single(Fail(("Url", "memory://x"), (one, "1"), (other, value)));
        Assert.Contains("Messaging:" + one, failure, StringComparison.Ordinal);
        Assert.Contains("Messaging:" + other, failure, StringComparison.Ordinal);
    }

    public void Dispose() => _log.Dispose();

    private static IEnumerable<string> Fail(params (string, string?)[] values) =>
        Assert.Throws<OptionsValidationException>(() => Read(values)).Failures;

    private static MessagingOptions Read(params (string, string?)[] values)
    {
        var services = new ServiceCollection();
        services.AddMessaging(TestHost.Section(values)).AddRabbit().AddNotifier().AddYamlRouting();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<MessagingOptions>>().Value;
    }
}

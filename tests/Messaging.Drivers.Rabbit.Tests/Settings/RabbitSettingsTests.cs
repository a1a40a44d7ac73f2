using Messaging.Drivers.Rabbit.Settings;

namespace Messaging.Drivers.Rabbit.Tests.Settings;

public sealed class RabbitSettingsTests
{
    [Theory]
    [InlineData("rabbit://", "localhost:5672", "guest", "guest", "/", false)]
    [InlineData("rabbit://h", "h:5672", "guest", "guest", "/", false)]
    [InlineData("rabbit://h//", "h:5672", "guest", "guest", "/", false)]
    [InlineData("rabbit://u:p@h:1/vh", "h:1", "u", "p", "vh", false)]
    [InlineData("rabbit://u:@h/vh", "h:5672", "u", "", "vh", false)]
    [InlineData("rabbit+tls://h/", "h:5671", "guest", "guest", "/", true)]
    [InlineData("amqps://h/", "h:5671", "guest", "guest", "/", true)]
    [InlineData("rabbit://h/?ssl=true", "h:5672", "guest", "guest", "/", true)]
    [InlineData("rabbit://u:p@[::1]:5/v", "[::1]:5", "u", "p", "v", false)]
    public void Hosts_and_defaults_are_those_of_oslo_messaging(
        string url, string host, string user, string password, string virtualHost, bool tls)
    {
        var settings = new RabbitSettings(TransportUrl.Parse(url), new RabbitOptions());
        var only = Assert.Single(settings.Hosts);
        Assert.Equal(
            (host, user, password, virtualHost, tls), (only.ToString(), only.User, only.Password, settings.VirtualHost, settings.Tls));
    }

    [Fact]
    public void Options_of_the_url_win_over_the_users()
    {
        var options = new RabbitOptions { Queues = { Durable = true }, Heartbeat = TimeSpan.FromSeconds(10) };
        var settings = new RabbitSettings(
            TransportUrl.Parse("rabbit://h/?amqp_durable_queues=false&rabbit_transient_queues_ttl=60"), options);

        Assert.False(settings.DurableQueues);
        Assert.Equal(TimeSpan.FromSeconds(10), settings.Heartbeat);
        Assert.Equal(TimeSpan.FromSeconds(60), settings.TransientQueueTtl);
    }

    [Fact]
    public void An_unknown_option_is_refused_with_the_nearest_or_those_that_are_known()
    {
        var error = Assert.Throws<InvalidTransportUrlException>(
            () => new RabbitSettings(TransportUrl.Parse("rabbit://h/?amqp_durable_queue=true"), new RabbitOptions()));
        Assert.Contains("Did you mean amqp_durable_queues?", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<InvalidTransportUrlException>(
            () => new RabbitSettings(TransportUrl.Parse("rabbit://h/?zzzzzzzzzzzz=true"), new RabbitOptions()));
        Assert.Contains("heartbeat_timeout_threshold", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("amqp_durable_queues=maybe")]
    [InlineData("rabbit_transient_queues_ttl=-1")]
    [InlineData("rabbit_qos_prefetch_count=65536")]
    [InlineData("kombu_compression=bz2")]
    [InlineData("rabbit_stream_fanout=2")]
    [InlineData("kombu_missing_consumer_retry_timeout=soon")]
    [InlineData("heartbeat_timeout_threshold=-1")]
    [InlineData("ssl_version=TLSv1")]
    [InlineData("rabbit_login_method=RABBIT-CR-DEMO")]
    [InlineData("rabbit_retry_interval=0")]
    public void A_value_that_cannot_be_is_refused_by_its_name(string query)
    {
        var registry = new DriverRegistry();
        RabbitDriver.Register(registry);
        var error = Assert.Throws<InvalidTransportUrlException>(
            () => Transport.Create("rabbit://h/?" + query, new TransportOptions { Drivers = registry }));
        Assert.Contains($"'{query.Split('=')[0]}'", error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{query.Split('=')[1]}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_of_oslo_messaging_set_what_they_set_there()
    {
        var settings = new RabbitSettings(
            TransportUrl.Parse(
                "rabbit://h/?rabbit_retry_interval=5&ssl=yes&ssl_version=TLSv1_2&ssl_cert_file=c.pem&ssl_key_file=k.pem"
                    + "&ssl_enforce_hostname_verification=0&rabbit_login_method=EXTERNAL&kombu_compression=gzip"),
            new RabbitOptions());
        Assert.Equal(TimeSpan.FromSeconds(5), settings.ReconnectDelay);
        Assert.Equal(TimeSpan.FromSeconds(5), settings.MaxReconnectDelay);
        Assert.Equal(System.Security.Authentication.SslProtocols.Tls12, settings.TlsProtocols);
        Assert.Equal(("c.pem", "k.pem"), (settings.TlsCertFile, settings.TlsKeyFile));
        Assert.Equal((true, false, true), (settings.Tls, settings.TlsVerifyHostName, settings.Compress));
        Assert.Equal(RabbitLogin.Certificate, settings.Login);
    }

    /// <summary>Every option that the table says is set can stand in a URL, and changes a property.</summary>
    [Fact]
    public void Every_option_of_the_table_is_read()
    {
        foreach (var option in OsloTable.Section.Options.Where(o => o.Applies))
        {
            var type = typeof(RabbitOptions);
            foreach (var name in option.Meaning.Trim('`').Split('.')[1..])
            {
                var property = type.GetProperty(name);
                Assert.True(property is not null, option.Meaning);
                type = property.PropertyType;
            }

            Assert.True(type.Namespace != typeof(RabbitOptions).Namespace || type.IsEnum, option.Meaning);
        }

        var constants = typeof(UrlOptions).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetValue(null)!);
        Assert.Equal(
            OsloTable.Section.Options.Where(o => o.Applies).Select(o => o.Name).Concat(UrlOptions.Own)
                .Order(StringComparer.Ordinal),
            constants.Order(StringComparer.Ordinal));
    }

    public static TheoryData<RabbitOptions, string> OutOfRange => new()
    {
        { new RabbitOptions { PublishChannels = 0 }, "RabbitOptions.PublishChannels is 0. Write a number from 1 to 2,047." },
        { new RabbitOptions { Login = (RabbitLogin)7 }, "RabbitOptions.Login is 7. Write Password, Certificate." },
        { new RabbitOptions { Heartbeat = TimeSpan.FromDays(1) }, "RabbitOptions.Heartbeat is 1.00:00:00. Write zero or more and at most 18:12:15." },
        {
            new RabbitOptions { Queues = { QuorumDeliveryLimit = -1 } },
            "RabbitOptions.Queues.QuorumDeliveryLimit is -1. Write at least 0."
        },
        { new RabbitOptions { DeadLetters = { MaxBytes = -5 } }, "RabbitOptions.DeadLetters.MaxBytes is -5. Write at least 0." },
        { new RabbitOptions { Recovery = { HostTimeout = TimeSpan.Zero } }, "RabbitOptions.Recovery.HostTimeout is 00:00:00. Write more than zero." },
        {
            new RabbitOptions { Recovery = { MaxReconnectDelay = TimeSpan.FromMilliseconds(100) } },
            "RabbitOptions.Recovery.MaxReconnectDelay is 00:00:00.1000000, less than the first wait, 00:00:00.2000000 "
                + "(RabbitOptions.Recovery.ReconnectDelay). Make it at least as long."
        },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Options_out_of_range_are_refused_by_their_full_name(RabbitOptions options, string message)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new RabbitSettings(TransportUrl.Parse("rabbit://h"), options));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_of_another_driver_are_refused()
    {
        var registry = new DriverRegistry();
        RabbitDriver.Register(registry);
        var error = Assert.Throws<ArgumentException>(
            () => Transport.Create("rabbit://h/", new TransportOptions { Drivers = registry, DriverOptions = "text" }));
        Assert.Contains(nameof(RabbitOptions), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_schemes_are_registered()
    {
        var registry = new DriverRegistry();
        RabbitDriver.Register(registry);
        RabbitDriver.Register(registry);
        Assert.Equal(["amqp", "amqps", "kombu", "memory", "rabbit", "rabbit+tls"], registry.Schemes);
    }

    [Theory]
    [InlineData("rabbit://ada:secret@h1,h2,bob:secret@h3/", "Host 2 of 3")]
    [InlineData("rabbit://h1,ada:secret@h2/", "Host 1 of 2")]
    [InlineData("rabbit://ada:secret@h1,ada:secret@h2/", null)]
    [InlineData("rabbit://h1,h2/", null)]
    public void A_host_without_a_user_beside_one_that_has_one_is_warned_of(string url, string? warning)
    {
        var registry = new DriverRegistry();
        RabbitDriver.Register(registry);
        using var log = new Messaging.TestKit.LogCapture();
        _ = Transport.Create(url, new TransportOptions { Drivers = registry, LoggerFactory = log });

        Assert.Equal(warning is null ? 0 : 1, log.Entries.Count);
        Assert.All(log.Entries, entry => Assert.Contains(warning!, entry.Message, StringComparison.Ordinal));
        Assert.All(log.Entries, entry => Assert.DoesNotContain("secret", entry.Message, StringComparison.Ordinal));
    }
}

namespace Messaging.Drivers.Rabbit.Tests.Settings;

/// <summary>Whoever asks for TLS gets TLS, or an error: never plain text with a password in it.</summary>
public sealed class TlsConflictsTests
{
    [Theory]
    [InlineData("rabbit://u:secret@h/v?ssl", "rabbit://u:***@h/v?ssl=true")]
    [InlineData("rabbit://u:secret@h/v?ssl=", "rabbit://u:***@h/v?ssl=true")]
    [InlineData("rabbit://u:secret@h/v?ssl_ca_file=ca.pem", "rabbit+tls://u:***@h/v?ssl_ca_file=ca.pem")]
    [InlineData("kombu://u:secret@h/v?kombu_ssl_ca_certs=ca.pem", "rabbit+tls://u:***@h/v?ssl_ca_file=ca.pem")]
    [InlineData("rabbit://u:secret@h/v?ssl_ca_file=ca.pem&ssl=false", "rabbit+tls://u:***@h/v?ssl_ca_file=ca.pem")]
    [InlineData("amqp://u:secret@h/v?ssl_cert_file=c.pem", "amqps://u:***@h/v?ssl_cert_file=c.pem")]
    [InlineData("rabbit://u:secret@h/v?ssl_cert_file=c.pem&ssl_key_file=k.pem", "rabbit+tls://u:***@h/v?ssl_cert_file=c.pem&ssl_key_file=k.pem")]
    [InlineData("rabbit://u:secret@h/v?ssl_enforce_hostname_verification=true", "rabbit+tls://u:***@h/v?ssl_enforce_hostname_verification=true")]
    [InlineData("rabbit://u:secret@h/v?ssl_enforce_hostname_verification=false", "rabbit+tls://u:***@h/v?ssl_enforce_hostname_verification=false")]
    [InlineData("rabbit://u:secret@h/v?ssl_version=TLSv1_3", "rabbit+tls://u:***@h/v?ssl_version=TLSv1_3")]
    [InlineData("rabbit+tls://u:secret@h/v?ssl=false", "rabbit+tls://u:***@h/v")]
    [InlineData("amqps://u:secret@h/v?ssl=false", "amqps://u:***@h/v")]
    [InlineData("rabbit+ssl://u:secret@h/v", "rabbit+tls://u:***@h/v")]
    [InlineData("amqp+ssl://u:secret@h/v", "amqps://u:***@h/v")]
    [InlineData("rabbit+tls+x://u:secret@h/v", "rabbit+tls://u:***@h/v")]
    [InlineData("amqps+plain://u:secret@h/v", "amqps://u:***@h/v")]
    [InlineData("kombu+memory://u:secret@h/v", "rabbit+tls://u:***@h/v")]
    [InlineData("kombu+tls://u:secret@h/v", "rabbit+tls://u:***@h/v")]
    [InlineData("rabbit+TLS ://u:secret@h/v", null)]
    [InlineData("rabbit+tls://u:secret@h/v?rabbit_login_method=EXTERNAL&ssl_cert_file=c.pem",
        "rabbit+tls://h/v?rabbit_login_method=EXTERNAL&ssl_cert_file=c.pem")]
    public void A_url_that_asks_for_tls_by_half_is_refused_with_the_one_to_write(string url, string? instead)
    {
        var error = Assert.Throws<InvalidTransportUrlException>(() => Create(url));

        Assert.Contains(instead is null ? "scheme" : $"Write {instead}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string, RabbitOptions> HalfOptions => new()
    {
        { "Tls.CaFile", new RabbitOptions { Tls = { CaFile = "ca.pem" } } },
        { "Tls.CertFile", new RabbitOptions { Tls = { CertFile = "c.pem" } } },
        { "Tls.ServerName", new RabbitOptions { Tls = { ServerName = "broker" } } },
        { "Tls.VerifyHostName", new RabbitOptions { Tls = { VerifyHostName = false } } },
        { "Tls.Protocols", new RabbitOptions { Tls = { Protocols = System.Security.Authentication.SslProtocols.Tls13 } } },
    };

    [Theory]
    [MemberData(nameof(HalfOptions))]
    public void Options_of_tls_in_code_without_tls_are_refused(string named, RabbitOptions options)
    {
        var error = Assert.Throws<InvalidTransportUrlException>(() => Create("rabbit://u:secret@h/v", options));

        Assert.Contains($"RabbitOptions.{named}", error.Message, StringComparison.Ordinal);
        Assert.Contains("Write rabbit+tls://u:***@h/v", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_url_cannot_turn_off_the_tls_that_code_asks_for()
    {
        var error = Assert.Throws<InvalidTransportUrlException>(() => Create("rabbit://u:secret@h/v?ssl=false", new RabbitOptions { Tls = { Enabled = true } }));

        Assert.Contains("RabbitOptions.Tls.Enabled", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_url_cannot_accept_older_versions_of_tls_than_code_does()
    {
        var options = new RabbitOptions { Tls = { Protocols = System.Security.Authentication.SslProtocols.Tls13 } };

        var error = Assert.Throws<InvalidTransportUrlException>(() => Create("rabbit+tls://u:secret@h/v?ssl_version=SSLv23", options));

        Assert.Contains("RabbitOptions.Tls.Protocols", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rabbit://u:p@h/v")]
    [InlineData("rabbit://u:p@h/v?ssl=false")]
    [InlineData("rabbit://u:p@h/v?ssl=true&ssl_ca_file=ca.pem")]
    [InlineData("rabbit+tls://u:p@h/v?ssl=true&ssl_version=TLSv1_2")]
    [InlineData("amqps://h/v?rabbit_login_method=EXTERNAL&ssl_cert_file=c.pem")]
    public void What_is_whole_is_taken(string url) => Create(url);

    [Fact]
    public void What_the_url_and_code_say_together_is_taken()
    {
        Create("rabbit+tls://h/v", new RabbitOptions { Tls = { CaFile = "ca.pem", ServerName = "broker" } });
        Create("rabbit://h/v?ssl_ca_file=ca.pem", new RabbitOptions { Tls = { Enabled = true } });
        Create("rabbit://h/v?ssl=1&ssl_version=TLSv1_3", new RabbitOptions { Tls = { Protocols = System.Security.Authentication.SslProtocols.Tls13 } });
    }

    [Theory]
    [InlineData("rabbit://h/?rabbit_retry_interval=5&rabbit_interval_max=1")]
    [InlineData("rabbit://h/?rabbit_retry_interval=5", 1)]
    public void The_longest_wait_is_not_shorter_than_the_first(string url, int? longest = null)
    {
        if (longest is null)
        {
            Assert.Contains("rabbit_interval_max", Assert.Throws<InvalidTransportUrlException>(() => Create(url)).Message, StringComparison.Ordinal);
        }
        else
        {
            Create(url, new RabbitOptions { Recovery = { MaxReconnectDelay = TimeSpan.FromSeconds(longest.Value) } });
        }
    }

    private static void Create(string url, RabbitOptions? options = null)
    {
        var registry = new DriverRegistry();
        RabbitDriver.Register(registry);
        _ = Transport.Create(url, new TransportOptions { Drivers = registry, DriverOptions = options });
    }
}

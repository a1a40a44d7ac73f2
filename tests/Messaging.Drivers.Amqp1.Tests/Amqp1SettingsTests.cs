namespace Messaging.Drivers.Amqp1.Tests;

public sealed class Amqp1SettingsTests
{
    [Fact]
    public void A_url_without_a_user_is_that_of_guest_on_the_port_of_the_scheme()
    {
        var plain = Assert.Single(Read("amqp1://broker").Hosts);
        Assert.Equal(("broker", 5672, "guest", "guest"), (plain.Host, plain.Port, plain.User, plain.Password));
        Assert.Equal(5671, Assert.Single(Read("amqp1s://broker").Hosts).Port);
    }

    [Fact]
    public void Options_of_the_url_win()
    {
        var settings = Read("amqp1://u:p@a,u:q@b/vh?durable_queues=true&transient_queues_ttl=7&heartbeat=5&reconnect_delay=2&max_reconnect_delay=1");
        Assert.True(settings.DurableQueues);
        Assert.Equal(TimeSpan.FromSeconds(7), settings.TransientQueueTtl);
        Assert.Equal(TimeSpan.FromSeconds(5), settings.Heartbeat);
        Assert.Equal(TimeSpan.FromSeconds(2), settings.MaxReconnectDelay);
        Assert.Equal("vh", settings.VirtualHost);
        Assert.Equal(["p", "q"], settings.Hosts.Select(host => host.Password));
    }

    [Theory]
    [InlineData("amqp1://a/?heartbeet=1", "heartbeat")]
    [InlineData("amqp1://a/?connect_timeout=0", "connect_timeout")]
    [InlineData("amqp1://a/?ssl_ca_file=ca.pem", "amqp1s://")]
    [InlineData("amqp1s://a/?ssl_ca_file=/nowhere/ca.pem", "/nowhere/ca.pem")]
    public void What_cannot_be_meant_is_an_error_that_says_what_to_write(string url, string hint) =>
        Assert.Contains(hint, Assert.Throws<InvalidTransportUrlException>(() => Read(url)).Message, StringComparison.Ordinal);

    [Fact]
    public void Options_in_code_are_checked() =>
        Assert.Throws<ArgumentException>(() => new Amqp1Settings(TransportUrl.Parse("amqp1://a"), new Amqp1Options { ConnectTimeout = TimeSpan.Zero }));

    private static Amqp1Settings Read(string url) => new(TransportUrl.Parse(url), new Amqp1Options());
}

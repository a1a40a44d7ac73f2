using Messaging.Drivers;

namespace Messaging.Core.Tests.Urls;

/// <summary>What cannot be understood is refused with its place. oslo.messaging passes most of it over in silence.</summary>
public sealed class DroppedPartTests
{
    [Theory]
    [InlineData("rabbit:h", TransportUrlPart.Scheme, "no '//'")]
    [InlineData("rabbit:/h/v", TransportUrlPart.Scheme, "no '//'")]
    [InlineData("rabbit:?ssl=true", TransportUrlPart.Scheme, "no '//'")]
    [InlineData("localhost:5672/v", TransportUrlPart.Scheme, "no '//'")]
    [InlineData("memory:name", TransportUrlPart.Scheme, "no '//'")]
    [InlineData("zmq:h:5555", TransportUrlPart.Scheme, "no '//'")]
    [InlineData("rabbit://,/", TransportUrlPart.Host, "no host between its ','")]
    [InlineData("rabbit://,,,", TransportUrlPart.Host, "no host between its ','")]
    [InlineData("rabbit://h/v#frag", TransportUrlPart.Fragment, "%23")]
    [InlineData("rabbit://h/#", TransportUrlPart.Fragment, "%23")]
    [InlineData("rabbit://h/?rabbit_quorum_queue=true#ssl=true", TransportUrlPart.Fragment, "%23")]
    [InlineData("rabbit://h/?hostname=a;ssl=true", TransportUrlPart.Query, "%3B")]
    [InlineData("rabbit://h/?hostname=a&hostname=b", TransportUrlPart.Query, "Option 2 of 2")]
    [InlineData("rabbit://h/?ssl=true&x=1&ssl=false", TransportUrlPart.Query, "Option 3 of 3")]
    [InlineData("rabbit://u:%E9@h/", TransportUrlPart.UserInfo, "UTF-8")]
    [InlineData("rabbit://%E9:p@h/", TransportUrlPart.UserInfo, "UTF-8")]
    [InlineData("rabbit://h/%C3", TransportUrlPart.VirtualHost, "UTF-8")]
    [InlineData("rabbit://h/?hostname=%FF", TransportUrlPart.Query, "UTF-8")]
    [InlineData("rabbit://h/?%FF=1", TransportUrlPart.Query, "UTF-8")]
    public void A_part_without_meaning_is_refused_with_its_place(string url, TransportUrlPart part, string expected)
    {
        var error = Assert.Throws<InvalidTransportUrlException>(() => TransportUrl.Parse(url));

        Assert.Equal(part, error.Part);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rabbit://u:secret@h/v?ssl", "Option 1 of 1", "Write rabbit://u:***@h/v?ssl=true")]
    [InlineData("rabbit://u:secret@h/v?ssl=", "Option 1 of 1", "Write rabbit://u:***@h/v?ssl=true")]
    [InlineData("rabbit://u:secret@h/v?rabbit_ha_queues=1&kombu_ssl_ca_certs=", "Option 2 of 2",
        "Write rabbit://u:***@h/v?rabbit_ha_queues=1&kombu_ssl_ca_certs=VALUE")]
    [InlineData("rabbit://u:secret@h/v?ssl&ssl_ca_file=ca.pem", "Option 1 of 2", "Write rabbit://u:***@h/v?ssl=true")]
    [InlineData("zmq://h:1?heartbeat", "Option 1 of 1", "name=value")]
    public void An_option_without_a_value_is_refused_with_the_url_to_write(string url, string place, string instead)
    {
        var error = Assert.Throws<InvalidTransportUrlException>(() => TransportUrl.Parse(url, [RabbitOptionNames.Section]));

        Assert.Equal(TransportUrlPart.Query, error.Part);
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(instead, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_transport_names_the_options_of_the_drivers_that_it_can_have()
    {
        var registry = new DriverRegistry();
        registry.Register(new Factory());

        var error = Assert.Throws<InvalidTransportUrlException>(
            () => Transport.Create("seen://u:secret@h/v?ssl", new TransportOptions { Drivers = registry }));

        Assert.Contains("Write seen://u:***@h/v?ssl=true", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<InvalidTransportUrlException>(() => TransportUrl.Parse("seen://u:secret@h/v?ssl"));
        Assert.Contains("Write name=value", error.Message, StringComparison.Ordinal);
    }

    /// <summary>It may be half of a password with a '?' in it, whose '@' and host were forgotten.</summary>
    [Theory]
    [InlineData("rabbit://user:12?Zq")]
    [InlineData("rabbit://user:12?Zq=")]
    [InlineData("rabbit://user:12?Zq&Zq=1&Zq=2")]
    [InlineData("rabbit://user:12?x=1&Zq;y=2")]
    [InlineData("rabbit://user:12/#Zq")]
    public void An_option_that_nobody_knows_is_named_by_its_number_alone(string url) =>
        Assert.DoesNotContain("Zq", Assert.Throws<InvalidTransportUrlException>(() => TransportUrl.Parse(url)).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("rabbit:")]
    [InlineData("rabbit:/")]
    [InlineData("rabbit://h/?")]
    [InlineData("rabbit://h/?ssl=1&")]
    [InlineData("rabbit://h1,,h2,/v")]
    [InlineData("rabbit://h/?hostname=a%3Bb")]
    [InlineData("rabbit://h/100%")]
    public void What_loses_nothing_is_read(string url) => Assert.NotNull(TransportUrl.Parse(url));

    [Theory]
    [InlineData("seen+x://u:secret@h/v?a=1", "Write seen://u:***@h/v?a=1")]
    [InlineData("seen+://h", "Write seen://h/")]
    [InlineData("memory+tls://name", "Write memory://name/")]
    public void A_suffix_of_the_scheme_that_its_driver_does_not_know_is_refused_with_what_to_write(string url, string instead)
    {
        var registry = new DriverRegistry();
        registry.Register(new Factory());

        var error = Assert.Throws<InvalidTransportUrlException>(() => registry.Find(TransportUrl.Parse(url)));

        Assert.Equal(TransportUrlPart.Scheme, error.Part);
        Assert.Contains(instead, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_that_asks_for_protection_and_has_no_effect_is_an_error()
    {
        var registry = new DriverRegistry();
        registry.Register(new Factory());

        var error = Assert.Throws<InvalidTransportUrlException>(
            () => Transport.Create("seen://h/?ssl_enforce_fips_mode=true", new TransportOptions { Drivers = registry }));

        Assert.Contains("'ssl_enforce_fips_mode'", error.Message, StringComparison.Ordinal);
        Assert.Contains("OpenSSL", error.Message, StringComparison.Ordinal);
    }

    private sealed class Factory : IDriverFactory
    {
        public IReadOnlyList<string> Schemes { get; } = ["seen"];

        public OsloSection? Oslo => RabbitOptionNames.Section;

        public IDriver Create(TransportUrl url, DriverContext context) => throw new NotSupportedException();
    }
}

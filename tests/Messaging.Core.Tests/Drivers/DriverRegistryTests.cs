using Messaging.Drivers;

namespace Messaging.Core.Tests.Drivers;

public sealed class DriverRegistryTests
{
    [Fact]
    public void A_driver_is_found_by_its_whole_scheme()
    {
        var registry = new DriverRegistry();
        var plain = new Factory("plain");
        var secure = new Factory("plain+tls");
        registry.Register(plain);
        registry.Register(secure);

        Assert.Same(plain, registry.Find(TransportUrl.Parse("plain://h")));
        Assert.Same(secure, registry.Find(TransportUrl.Parse("PLAIN+TLS://h")));
        Assert.Equal(["memory", "plain", "plain+tls"], registry.Schemes);
    }

    [Fact]
    public void A_later_registration_takes_the_place_of_the_earlier()
    {
        var registry = new DriverRegistry();
        registry.Register(new Factory("one", "two"));
        var later = new Factory("two");
        registry.Register(later);

        Assert.Same(later, registry.Find(TransportUrl.Parse("two://h")));
    }

    [Fact]
    public void An_unknown_scheme_is_an_error_that_lists_the_known_ones_and_says_what_to_do()
    {
        var error = Assert.Throws<DriverNotFoundException>(() => new DriverRegistry().Find(TransportUrl.Parse("rabit://user:secret@h")));
        var missing = Assert.Throws<DriverNotFoundException>(() => Transport.Create("rabbit://user:secret@h", new TransportOptions { Drivers = new DriverRegistry() }));

        Assert.Equal("rabit", error.Scheme);
        Assert.Equal(["memory"], error.KnownSchemes);
        Assert.Contains("memory", error.Message, StringComparison.Ordinal);
        Assert.Contains("Messaging.Drivers.Rabbit", missing.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message + missing.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("memory://user@name")]
    [InlineData("memory://name:5672")]
    [InlineData("memory://one,two")]
    [InlineData("memory://name?option=1")]
    public void A_memory_url_has_a_name_and_nothing_else(string url) =>
        Assert.Throws<InvalidTransportUrlException>(() => Transport.Create(url, new TransportOptions { Drivers = new DriverRegistry() }));

    [Fact]
    public void Options_of_another_driver_are_refused_by_name()
    {
        var error = Assert.Throws<ArgumentException>(() => Transport.Create("memory://x", new TransportOptions { DriverOptions = new Version(1, 0) }));

        Assert.Contains("Version", error.Message, StringComparison.Ordinal);
    }

    private sealed class Factory(params string[] schemes) : IDriverFactory
    {
        public IReadOnlyList<string> Schemes { get; } = schemes;

        public IDriver Create(TransportUrl url, DriverContext context) => throw new NotSupportedException();
    }
}

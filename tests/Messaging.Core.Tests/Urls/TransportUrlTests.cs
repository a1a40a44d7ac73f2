using System.Text.Json;

namespace Messaging.Core.Tests.Urls;

public sealed class TransportUrlTests
{
    public static TheoryData<string, string, string?, string, string, string> Vectors => OsloVectors.All;

    public static TheoryData<string, TransportUrlPart> PassedOver => OsloVectors.PassedOver;

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_url_is_read_and_printed_as_oslo_does(
        string url, string scheme, string? virtualHost, string hosts, string query, string printed)
    {
        var read = TransportUrl.Parse(url);

        Assert.Equal(scheme, read.Scheme);
        Assert.Equal(virtualHost, read.VirtualHost);
        Assert.Equal(ReadHosts(hosts), read.Hosts);
        Assert.Equal(JsonSerializer.Deserialize<Dictionary<string, string>>(query)!, read.Query);
        Assert.Equal(printed, read.ToStringWithPassword());
    }

    [Theory]
    [MemberData(nameof(PassedOver))]
    public void What_oslo_passes_over_is_refused(string url, TransportUrlPart part) =>
        Assert.Equal(part, Assert.Throws<InvalidTransportUrlException>(() => TransportUrl.Parse(url)).Part);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\n")]
    public void No_url_means_rabbit_on_the_default_host(string? url)
    {
        Assert.Equal(TransportUrl.Parse("rabbit://"), TransportUrl.Parse(url));
        Assert.Equal("rabbit:///", TransportUrl.Parse(url).ToString());
    }

    [Theory]
    [InlineData("rabbit://h/", "rabbit", "rabbit")]
    [InlineData("Rabbit+TLS://h/", "rabbit+tls", "rabbit")]
    [InlineData("kombu+memory+x://h/", "kombu+memory+x", "kombu")]
    [InlineData("a+://h/", "a+", "a")]
    public void The_driver_scheme_ends_before_the_first_plus(string url, string scheme, string driver)
    {
        Assert.Equal(scheme, TransportUrl.Parse(url).Scheme);
        Assert.Equal(driver, TransportUrl.Parse(url).DriverScheme);
    }

    [Theory]
    [InlineData("rabbit://:5673/", "", 5673)]
    [InlineData("zmq://*:5555/", "*", 5555)]
    [InlineData("rabbit://broker_1.my-net:1/", "broker_1.my-net", 1)]
    [InlineData("rabbit://h:65535/", "h", 65535)]
    [InlineData("rabbit://h:005672/", "h", 5672)]
    [InlineData("rabbit://bücher.example/", "bücher.example", null)]
    [InlineData("rabbit://[fe80::1%eth7]:5/", "fe80::1%eth7", 5)]
    [InlineData("rabbit://[::ffff:10.0.0.1]/", "::ffff:10.0.0.1", null)]
    public void Unusual_hosts_are_kept_as_written(string url, string host, int? port)
    {
        var read = Assert.Single(TransportUrl.Parse(url).Hosts);

        Assert.Equal(host, read.Host);
        Assert.Equal(port, read.Port);
    }

    [Fact]
    public void A_host_may_be_missing_behind_the_user_info()
    {
        var host = Assert.Single(TransportUrl.Parse("rabbit://u:p@/v").Hosts);

        Assert.Equal(("", null, "u", "p"), (host.Host, host.Port, host.User, host.Password));
    }

    [Fact]
    public void Brackets_in_a_password_are_no_address() =>
        Assert.Equal("p[x", TransportUrl.Parse("rabbit://u:p[x@[::1]:5/").Hosts[0].Password);

    [Fact]
    public void Users_without_passwords_are_accepted_when_the_first_host_has_one_too() =>
        Assert.Equal(["a", "b"], TransportUrl.Parse("rabbit://a@h1,b@h2/").Hosts.Select(h => h.User));

    [Fact]
    public void Line_ends_and_leading_blanks_are_not_part_of_the_url() =>
        Assert.Equal(TransportUrl.Parse("rabbit://u:p@h1,h2/v"), TransportUrl.Parse(" \u0001 rabbit://u:p@h1,\r\n\th2/v\n"));

    [Fact]
    public void Options_keep_their_order_and_a_plus_in_them_is_a_space()
    {
        var url = TransportUrl.Parse("rabbit://h/?z=1+2,3&a=%2B&=x");

        Assert.Equal(["z", "a", ""], url.Query.Keys);
        Assert.Equal(["1 2,3", "+", "x"], url.Query.Values);
        Assert.Equal("rabbit://h/?z=1+2%2C3&a=%2B&=x", url.ToStringWithPassword());
    }

    [Fact]
    public void TryParse_says_whether_the_url_can_be_read()
    {
        Assert.True(TransportUrl.TryParse("rabbit://h/", out var read));
        Assert.Equal("h", read.Hosts[0].Host);
        Assert.False(TransportUrl.TryParse("rabbit://h:x/", out read));
        Assert.Null(read);
    }

    private static List<TransportHost> ReadHosts(string json)
    {
        var hosts = new List<TransportHost>();
        foreach (var host in JsonDocument.Parse(json).RootElement.EnumerateArray())
        {
            hosts.Add(new TransportHost(
                host[0].GetString()!,
                host[1].ValueKind == JsonValueKind.Null ? null : host[1].GetInt32(),
                host[2].GetString(),
                host[3].GetString()));
        }

        return hosts;
    }
}

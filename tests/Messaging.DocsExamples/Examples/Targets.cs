namespace Messaging.DocsExamples.Examples;

public sealed class Targets
{
    [Fact]
    public void Parts()
    {
        // <targets>
        var any = new Target { Topic = "compute" };                             // one of the servers of the topic
        var one = any with { Server = "host-17" };                              // this server
        var all = any with { Fanout = true };                                   // every server: casts only
        var admin = any with { Namespace = "admin", Version = "2.1" };          // other methods of the same servers
        var elsewhere = any with { Exchange = "neutron" };                      // a topic in another control exchange
        // </targets>
        Assert.Equal("topic 'compute', server 'host-17'", one.ToString());
        Assert.True(all.Fanout);
        Assert.Equal(("2.1", "neutron"), (admin.Version, elsewhere.Exchange));
    }

    [Fact]
    public void Urls()
    {
        // <urls>
        var url = TransportUrl.Parse("rabbit://ada:s%40cret@mq1:5672,ada:s%40cret@mq2:5672/prod?rpc_response_timeout=30");
        string scheme = url.Scheme;                                             // rabbit
        string second = url.Hosts[1].Host;                                      // mq2
        string? virtualHost = url.VirtualHost;                                  // prod
        TimeSpan timeout = url.GetTimeSpan("rpc_response_timeout", default);    // 30 s
        string safe = url.ToString();                                           // the URL with *** in place of the passwords
        // </urls>
        Assert.Equal(("rabbit", "mq2", "prod", TimeSpan.FromSeconds(30)), (scheme, second, virtualHost, timeout));
        Assert.Equal("rabbit://ada:***@mq1:5672,ada:***@mq2:5672/prod?rpc_response_timeout=30", safe);
    }

    [Fact]
    public async Task Options()
    {
        var url = Place.NewUrl();

        // <transport-options>
        await using var transport = await Transport.OpenAsync(url, new TransportOptions
        {
            ControlExchange = "nova",
            CallTimeout = TimeSpan.FromSeconds(30),
            ConnectTimeout = TimeSpan.FromSeconds(5),
            MaxMessageSize = 16 * 1024 * 1024,
        });
        // </transport-options>

        // <transport-create>
        await using var later = Transport.Create(url, new TransportOptions());  // connects on first use
        await later.ConnectAsync();                                             // or now
        // </transport-create>
        Assert.Equal(transport.Url, later.Url);
    }
}

using Messaging.Hosting.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.Hosting.Tests.Configuring;

public sealed class ConfigurationReaderTests
{
    [Fact]
    public void Every_setting_is_read()
    {
        var options = Read(TestHost.Section(
            ("Url", "memory://all"),
            ("ControlExchange", "mine"),
            ("ConnectTimeout", "00:00:03"),
            ("CallTimeout", "00:00:07.5"),
            ("ServerConcurrency", "5"),
            ("PingServers", "true"),
            ("MaxMessageSize", "4096"),
            ("CastQueueCapacity", "10"),
            ("StartWithoutBroker", "true"),
            ("Servers:calc:Topic", "sums"),
            ("Servers:calc:Server", "node-1"),
            ("Servers:calc:Exchange", "ex"),
            ("Servers:calc:Concurrency", "8"),
            ("Servers:calc:Prefetch", "16"),
            ("Servers:calc:MaxWaitingCalls", "4"),
            ("Servers:calc:DrainTimeout", "00:01:00"),
            ("Servers:calc:AcknowledgeCalls", "WhenDone"),
            ("Servers:calc:AcknowledgeCasts", "whentaken"),
            ("Servers:calc:RedeliverFailedCasts", "True"),
            ("Servers:calc:MaxDeliveries", "2"),
            ("Servers:calc:SendTraces", "false"),
            ("Servers:calc:Ping", "true"),
            ("Clients:sums:Topic", "t"),
            ("Clients:sums:Exchange", "e"),
            ("Clients:sums:Namespace", "n"),
            ("Clients:sums:Version", "1.4"),
            ("Clients:sums:Server", "s"),
            ("Clients:sums:Timeout", "00:00:02"),
            ("Clients:sums:VersionCap", "1.6"),
            ("Clients:sums:CallMonitorTimeout", "00:00:10"),
            ("Clients:sums:Idempotent", "true")));

        Assert.Equal(
            ("memory://all", "mine", TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(7.5), 4096, 10, true),
            (options.Url, options.ControlExchange, options.ConnectTimeout, options.CallTimeout, options.MaxMessageSize, options.CastQueueCapacity, options.StartWithoutBroker));
        Assert.Equal((5, true), (options.ServerConcurrency, options.PingServers));
        var server = options.Servers["calc"];
        Assert.Equal(("sums", "node-1", "ex"), (server.Topic, server.Server, server.Exchange));
        Assert.Equal((8, 16, 4, TimeSpan.FromMinutes(1)), (server.Concurrency, server.Prefetch, server.MaxWaitingCalls, server.DrainTimeout));
        Assert.Equal((AcknowledgeMode.WhenDone, AcknowledgeMode.WhenTaken), (server.AcknowledgeCalls, server.AcknowledgeCasts));
        Assert.Equal((true, 2, false, true), (server.RedeliverFailedCasts, server.MaxDeliveries, server.SendTraces, server.Ping));
        var client = options.Clients["sums"];
        Assert.True(client.Idempotent);
        Assert.Equal(("t", "e", "n", "1.4", "s"), (client.Topic, client.Exchange, client.Namespace, client.Version, client.Server));
        Assert.Equal((TimeSpan.FromSeconds(2), "1.6", TimeSpan.FromSeconds(10)), (client.Timeout!.Value, client.VersionCap, client.CallMonitorTimeout!.Value));
    }

    [Fact]
    public void The_whole_configuration_stands_for_its_section()
    {
        var configuration = TestHost.Configuration(("Logging:LogLevel:Default", "Warning"), ("Messaging:Url", "memory://whole"));

        Assert.Equal("memory://whole", Read(configuration).Url);
    }

    [Fact]
    public void Upper_and_lower_case_of_names_are_the_same()
    {
        var options = Read(TestHost.Section(("URL", "memory://case"), ("SERVERS:CALC:CONCURRENCY", "3")));

        Assert.Equal(3, options.Servers["calc"].Concurrency);
    }

    [Fact]
    public void What_is_null_or_empty_keeps_its_default()
    {
        var json = """{ "Messaging": { "Url": "memory://null", "CallTimeout": null, "MaxMessageSize": null, "Servers": {}, "Clients": null } }""";
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json))).Build();

        var options = Read(configuration);

        Assert.Equal((new MessagingOptions().CallTimeout, new MessagingOptions().MaxMessageSize), (options.CallTimeout, options.MaxMessageSize));
    }

    [Fact]
    public void Code_comes_after_the_configuration()
    {
        var services = new ServiceCollection();
        services.AddMessaging(TestHost.Section(("Url", "memory://code"), ("Servers:calc:Concurrency", "3"), ("Clients:sums:Topic", "configured")))
            .AddServer("calc", server => server.Configure(options => options.Concurrency++))
            .AddClient("sums", client => client.Topic += "-coded");
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<MessagingOptions>>().Value;

        Assert.Equal(4, options.Servers["calc"].Concurrency);
        Assert.Equal("configured-coded", options.Clients["sums"].Topic);
    }

    [Fact]
    public async Task A_host_serves_and_calls_as_configured()
    {
        using var log = new LogCapture();
        using var host = await TestHost.StartAsync(log, services => services
            .AddMessaging(TestHost.Section(
                ("Url", TestHost.NewUrl()), ("Servers:calc:Topic", "sums"), ("Servers:calc:Server", "node-7"), ("Clients:sums:Server", "node-7")))
            .AddServer("calc", server => server.AddEndpoint<Calculator>())
            .AddClient("sums"));

        Assert.Equal(3, await host.Services.GetRequiredService<RpcClient>().CallAsync<int>(null, "add", new { a = 1, b = 2 }));
        await host.StopAsync();
        log.VerifyNoErrors();
    }

    private static MessagingOptions Read(IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddMessaging(configuration).AddServer("calc", _ => { }).AddClient("sums");
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<MessagingOptions>>().Value;
    }
}

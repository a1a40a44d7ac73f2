using Messaging.Drivers.Rabbit;
using Messaging.Drivers.ZeroMq;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Messaging.DocsExamples.Examples;

public sealed class Hosted
{
    [Fact]
    public async Task Application()
    {
        string[] args = [];
        var url = Place.NewUrl();

        // <host>
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddMessaging(url)                                  // for example rabbit://guest:guest@localhost:5672/
            .AddRabbit()                                                    // one call per driver
            .AddServer("calc", server => server.AddEndpoint<Calculator>())  // serves the topic "calc" while the host runs
            .AddClient("calc");                                             // an RpcClient for the topic "calc"
        builder.Services.AddHealthChecks().AddMessaging();

        using var host = builder.Build();
        // </host>
        await host.StartAsync();
        Assert.Equal(3, await ActivatorUtilities.CreateInstance<Invoices>(host.Services).SumAsync(1, 2));
        Assert.Equal(HealthStatus.Healthy, (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status);
        await host.StopAsync();
    }

    [Fact]
    public async Task SeveralTransports()
    {
        var (url, billingUrl) = (Place.NewUrl(), Place.NewUrl());
        var services = Host.CreateEmptyApplicationBuilder(null).Services;

        // <host-keyed>
        services.AddMessaging(url).AddServer("calc", server => server.AddEndpoint<Calculator>());
        services.AddKeyedMessaging("billing", billingUrl).AddClient("invoices");    // its Transport: [FromKeyedServices("billing")]
        services.AddHealthChecks().AddMessaging().AddKeyedMessaging("billing");
        // </host-keyed>
        await using var provider = services.BuildServiceProvider();
        Assert.NotSame(provider.GetRequiredService<Transport>(), provider.GetRequiredKeyedService<Transport>("billing"));
    }

    [Fact]
    public async Task Configured()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("Messaging:Url", Place.NewUrl()), new("Messaging:Servers:calc:Server", "node-1"), new("Messaging:Rabbit:Tls:CaFile", "ca.pem")]);

        // <host-configuration>
        builder.Services.AddMessaging(builder.Configuration)                // the section "Messaging"
            .AddRabbit(rabbit => rabbit.PublishChannels = 32)
            .ConfigureTransport((_, transport) => transport.RemoteExceptions.Allow<TimeoutException>())
            .AddServer("calc", server => server
                .AddEndpoint<Calculator>()
                .Configure(options => options.DrainTimeout = TimeSpan.FromMinutes(1)))
            .AddClient("calc", client => client.Timeout = TimeSpan.FromSeconds(5));
        // </host-configuration>
        // <host-driver-options>
        builder.Services.PostConfigure<RabbitOptions>(rabbit => rabbit.PublishChannels = Math.Min(rabbit.PublishChannels, 8));
        builder.Services.Configure<ZeroMqOptions>(builder.Configuration.GetSection("ZeroMQ"));
        // </host-driver-options>
        using var host = builder.Build();
        await host.StartAsync();
        Assert.Equal(3, await host.Services.GetRequiredService<RpcClient>().With(server: "node-1").CallAsync<int>("add", new { a = 1, b = 2 }));
        await host.StopAsync();
    }

    // <host-client>
    public sealed class Invoices([FromKeyedServices("calc")] RpcClient calc)
    {
        public Task<int> SumAsync(int a, int b) => calc.CallAsync<int>("add", new { a, b });
    }
    // </host-client>
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messaging.DocsExamples.Examples;

public sealed class Intercepting
{
    [Fact]
    public async Task WithOptions()
    {
        await using var transport = await Transport.OpenAsync(Place.NewUrl());
        var stopwatch = new StopwatchInterceptor(NullLogger<StopwatchInterceptor>.Instance, TimeProvider.System);

        // <intercept>
        var options = new RpcServerOptions { Interceptors = { new TokenInterceptor() } };
        var target = new Target { Topic = "reports", Server = "node-1" };
        await using var server = RpcServer.Create(transport, target, [RpcEndpoint.For<IReportService>(new ReportService())], options);

        var reports = transport.GetClient<IReportService>(new RpcClientOptions { Interceptors = { stopwatch } });
        // </intercept>
        await server.StartAsync();

        Assert.Equal(2, await reports.CountAsync());
        await Assert.ThrowsAsync<RemoteException>(() => transport.GetClient<IReportService>().CountAsync().AsTask());
    }

    [Fact]
    public async Task WithAHost()
    {
        var url = Place.NewUrl();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(TimeProvider.System);

        // <intercept-host>
        builder.Services.AddMessaging(url)
            .AddClientInterceptor<StopwatchInterceptor>()       // for every client
            .AddServerInterceptor<TokenInterceptor>()           // for every server; for one: server.AddInterceptor<T>()
            .AddServer("reports", server => server.AddEndpoint<IReportService, ReportService>())
            .AddClient<IReportService>();
        // </intercept-host>

        using var host = builder.Build();
        await host.StartAsync();
        Assert.Equal(2, await host.Services.GetRequiredService<IReportService>().CountAsync());
        await host.StopAsync();
    }
}

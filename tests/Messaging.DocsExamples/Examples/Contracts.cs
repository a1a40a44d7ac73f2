using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.DocsExamples.Examples;

public sealed class Contracts
{
    [Fact]
    public async Task Call()
    {
        await using var transport = await Transport.OpenAsync(Place.NewUrl());

        // <contract-serve>
        await using var server = new RpcServer(
            transport, new Target { Topic = "reports", Server = "node-1" }, RpcEndpoint.For<IReportService>(new ReportService()));
        await server.StartAsync();
        // </contract-serve>

        // <contract-call>
        IReportService reports = transport.GetClient<IReportService>();
        string report = await reports.BuildReportAsync(2026);
        await reports.LogAsync("built");
        // </contract-call>
        Assert.Equal("2026: 10 pages", report);

        var context = new RpcContext { ["user"] = "ada" };

        // <contract-with>
        var node1 = reports.With(server: "node-1", timeout: TimeSpan.FromSeconds(5), context: context);
        int count = await node1.CountAsync();

        var client = new RpcClient(transport, new Target { Topic = "reports" });
        IReportService same = client.With(callMonitorTimeout: TimeSpan.FromSeconds(10)).As<IReportService>();
        // </contract-with>
        Assert.Equal(2, count);
        Assert.Equal(2, await same.CountAsync());
    }

    [Fact]
    public async Task Failures()
    {
        await using var transport = await Transport.OpenAsync(Place.NewUrl());
        await using var server = new RpcServer(
            transport, new Target { Topic = "warehouse", Server = "node-1" }, RpcEndpoint.For<IWarehouse>(new Warehouse()));
        await server.StartAsync();
        IWarehouse warehouse = transport.GetClient<IWarehouse>();
        var left = 0;

        // <contract-throws-catch>
        try
        {
            await warehouse.TakeAsync("saw", 2);
        }
        catch (OutOfStockException e)
        {
            left = e.Left;
        }
        // </contract-throws-catch>
        Assert.Equal(1, left);
    }

    [Fact]
    public async Task WithAHost()
    {
        var url = Place.NewUrl();
        var builder = Host.CreateEmptyApplicationBuilder(null);

        // <contract-host>
        builder.Services.AddMessaging(url)
            .AddServer<IReportService, ReportService>()     // created for each call, in a scope of its own
            .AddClient<IReportService>();                   // inject IReportService
        // </contract-host>

        using var host = builder.Build();
        await host.StartAsync();
        Assert.Equal("2026: 3 pages", await host.Services.GetRequiredService<IReportService>().BuildReportAsync(2026, 3));
        await host.StopAsync();
    }
}

using Messaging.Drivers.Rabbit;
using Messaging.Drivers.Thrift;
using Messaging.TestKit;
using Messaging.Thrift;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.DocsExamples.Examples;

public sealed class ThriftBridges
{
    private static readonly string File = Path.Combine(AppContext.BaseDirectory, "calc.thrift");

    [Fact]
    public async Task Hosted()
    {
        var builder = Host.CreateApplicationBuilder();
        var url = Place.NewUrl();
        var file = File;
        var (port, hbase) = (FreePorts.Next(), FreePorts.Next());

        // <thrift-hosted-bridges>
        builder.Services.AddMessaging(url)                                      // for example rabbit://guest:guest@localhost:5672/
            .AddRabbit()
            .AddThriftFront($"thrift://*:{port}", "calc", ThriftService.Load(file))             // Thrift clients call the topic "calc"
            .AddThriftBackend("rows", $"thrift://localhost:{hbase}", ThriftService.Load(file)); // the topic "rows" calls a Thrift server
        // </thrift-hosted-bridges>
        builder.Services.AddMessaging(url).AddServer("calc", server => server.AddEndpoint<Calculator>());
        using var host = builder.Build();
        await host.StartAsync();
        await using var thrift = await OpenAsync($"thrift://127.0.0.1:{port}");
        Assert.Equal(3, await new RpcClient(thrift, new Target { Topic = "calc" }).CallAsync<int>("add", new { a = 1, b = 2 }));
        await host.StopAsync();
    }

    [Fact]
    public async Task Front_and_backend()
    {
        await using var topics = await Transport.OpenAsync(Place.NewUrl());
        await using var thrift = await OpenAsync($"thrift://127.0.0.1:{FreePorts.Next()}");
        var service = ThriftService.Load(File);

        // <thrift-bridges>
        // A Thrift service in front of a topic: a server on the Thrift port whose methods call the topic.
        var calc = ThriftEndpoint.Forward(service, new RpcClient(topics, new Target { Topic = "calc" }));
        await using var front = RpcServer.Create(thrift, new Target { Topic = "calc", Server = "front" }, [calc]);

        // A topic in front of a Thrift server: a server of the topic whose methods call the Thrift server.
        var rows = ThriftEndpoint.Forward(service, new RpcClient(thrift, new Target { Topic = "calc" }));
        await using var backend = RpcServer.Create(topics, new Target { Topic = "rows", Server = "1" }, [rows]);
        // </thrift-bridges>
        await using var server = new RpcServer(topics, new Target { Topic = "calc", Server = "1" }, new Calculator());
        await server.StartAsync();
        await front.StartAsync();
        await backend.StartAsync();
        Assert.Equal(3, await new RpcClient(topics, new Target { Topic = "rows" }).CallAsync<int>("add", new { a = 1, b = 2 }));
    }

    private static Task<Transport> OpenAsync(string url)
    {
        ThriftDriver.Register();
        return Transport.OpenAsync(url, new TransportOptions { DriverOptions = new ThriftOptions { Services = { ["calc"] = ThriftService.Load(File) } } });
    }
}

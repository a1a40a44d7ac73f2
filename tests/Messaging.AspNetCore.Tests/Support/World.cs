using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.AspNetCore.Tests.Support;

/// <summary>A server of the topic "calc" on a transport, and a gateway before it.</summary>
internal sealed class World : IAsyncDisposable
{
    private World(Transport transport, Calculator calculator, RpcServer server, GatewayHost gateway)
    {
        Transport = transport;
        Calculator = calculator;
        Server = server;
        Gateway = gateway;
    }

    public Transport Transport { get; }

    public Calculator Calculator { get; }

    public RpcServer Server { get; }

    public GatewayHost Gateway { get; }

    public static async Task<World> StartAsync(
        Action<RpcGatewayOptions>? configure = null, string? url = null, Action<IServiceCollection>? services = null,
        Action<RouteGroupBuilder>? conventions = null, TransportOptions? options = null, LogCapture? log = null,
        HttpProtocols protocols = HttpProtocols.Http1)
    {
        var transport = await Transport.OpenAsync(url ?? $"memory://{Guid.NewGuid():N}", options ?? new TransportOptions());
        var calculator = new Calculator();
        var server = new RpcServer(transport, new Target { Topic = "calc", Server = "node-1" }, new RpcServerOptions { SendTraces = true }, calculator);
        await server.StartAsync();
        var gateway = await GatewayHost.StartAsync(transport, configure ?? ListAll, services, conventions, log: log, protocols: protocols);
        return new World(transport, calculator, server, gateway);
    }

    public static void ListAll(RpcGatewayOptions options) => options.Topic("calc", topic => topic
        .Methods("add", "sub", "echo", "odd", "nothing", "fail", "user", "request", "trace", "time_left", "wait", "not_served")
        .OneWay("note"));

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        Calculator.Release();
        await Server.DisposeAsync();
        await Transport.DisposeAsync();
    }
}

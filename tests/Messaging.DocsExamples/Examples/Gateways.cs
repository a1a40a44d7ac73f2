using System.Net;
using System.Net.Http.Json;
using Messaging.AspNetCore;
using Messaging.Drivers.Http;
using Messaging.Drivers.Thrift;
using Messaging.TestKit;
using Messaging.Thrift;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Messaging.DocsExamples.Examples;

public sealed class Gateways
{
    [Fact]
    public async Task Offer_and_call()
    {
        string[] args = [];
        var url = Place.NewUrl();
        var port = FreePorts.Next();

        // <gateway>
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddMessaging(url);                         // for example rabbit://..., with .AddRabbit()
        builder.Services.AddAuthorization();

        // </gateway>
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));

        // <gateway-map>
        var app = builder.Build();
        app.MapRpc("/rpc", rpc =>
        {
            rpc.Topic("calc", topic => topic.Methods("add", "multiply"));   // by their names
            rpc.Contract<IReportService>();                                 // or all members of a contract
        });
        // </gateway-map>
        await app.StartAsync();
        await using var inside = await Transport.OpenAsync(url);
        await using var server = new RpcServer(inside, new Target { Topic = "calc", Server = "node-1" }, new Calculator());
        await server.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var response = await http.PostAsJsonAsync("/rpc/calc/add", new { a = 1, b = 2 });
        Assert.Equal("3", await response.Content.ReadAsStringAsync());

        // <http-open>
        HttpDriver.Register();          // once per process: drivers are not loaded by name
        await using var transport = await Transport.OpenAsync($"http://127.0.0.1:{port}/rpc");

        var client = new RpcClient(transport, new Target { Topic = "calc" });
        int sum = await client.CallAsync<int>("add", new { a = 1, b = 2 });
        // </http-open>
        Assert.Equal(3, sum);
        await app.StopAsync();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Take_calls_of_Thrift_clients()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "calc.thrift");
        var (url, port) = (Place.NewUrl(), FreePorts.Next());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddMessaging(url);
        await using var app = builder.Build();

        // <gateway-thrift>
        app.MapRpc("/rpc", rpc => rpc.Topic("calc", topic => topic
            .Methods("add")
            .Accept(ThriftFormat.Of(ThriftService.Load(file)))));
        // </gateway-thrift>
        await app.StartAsync();
        await using var inside = await Transport.OpenAsync(url);
        await using var server = new RpcServer(inside, new Target { Topic = "calc", Server = "node-1" }, new Calculator());
        await server.StartAsync();
        ThriftDriver.Register();
        await using var thrift = await Transport.OpenAsync($"thrift+http://127.0.0.1:{port}/rpc/calc", new TransportOptions
        {
            DriverOptions = new ThriftOptions { Services = { ["calc"] = ThriftService.Load(file) } },
        });
        Assert.Equal(3, await new RpcClient(thrift, new Target { Topic = "calc" }).CallAsync<int>("add", new { a = 1, b = 2 }));
        await app.StopAsync();
    }

    [Fact]
    public async Task Over_several_transports()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddMessaging(Place.NewUrl());
        builder.Services.AddKeyedMessaging("billing", Place.NewUrl()).AddServer("invoices", server => server.AddEndpoint<Calculator>());
        await using var app = builder.Build();

        // <gateway-keyed>
        app.MapRpc("/rpc", rpc =>
        {
            rpc.Topic("calc", topic => topic.Methods("add"));                                       // by AddMessaging's
            rpc.Topic("invoices", topic => topic.Methods("add")).TransportKey = "billing";          // by that of AddKeyedMessaging("billing", ...)
        });
        // </gateway-keyed>
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var answer = await http.PostAsync("/rpc/invoices/add", new StringContent("""{"a": 1, "b": 2}""", null, "application/json"));
        Assert.Equal("3", await answer.Content.ReadAsStringAsync());
        await app.StopAsync();
    }

    [Fact]
    public async Task Guarded()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddMessaging(Place.NewUrl());
        builder.Services.AddAuthentication();
        builder.Services.AddAuthorizationBuilder().AddPolicy("bookkeeping", policy => policy.RequireRole("bookkeeping"));

        // <gateway-drain>
        builder.Services.AddRpcGatewayDrain(TimeSpan.FromSeconds(5));
        // </gateway-drain>
        await using var app = builder.Build();

        // <gateway-guard>
        app.MapRpc("/rpc", rpc =>
        {
            rpc.Topic("calc", topic => topic.Methods("add"));
            rpc.Topic("payroll", topic => topic.Methods("pay").OneWay("remind"))
                .RequireAuthorization("bookkeeping");               // for this topic only
            rpc.Context = (http, context) => context.With("request_id", http.TraceIdentifier);
            rpc.MaxTimeout = TimeSpan.FromMinutes(2);
            rpc.MaxBodySize = 64 * 1024;
        }).RequireAuthorization();                                  // for all topics
        // </gateway-guard>
        Assert.Equal(5, ((Microsoft.AspNetCore.Routing.IEndpointRouteBuilder)app).DataSources.Sum(source => source.Endpoints.Count) - 1);
    }
}

using Messaging.AspNetCore.Tests.Support;
using Messaging.Drivers.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.AspNetCore.Tests.Driver;

/// <summary>An RpcClient on <c>http://</c> calls as one on the broker does, and gets the same errors.</summary>
public sealed class HttpCallTests
{
    [Theory]
    [InlineData("http", HttpProtocols.Http1)]
    [InlineData("h2c", HttpProtocols.Http2)]
    public async Task Calls_and_casts_go_through_a_gateway(string scheme, HttpProtocols protocols)
    {
        await using var world = await World.StartAsync(protocols: protocols);
        await using var transport = await HttpTransports.OpenAsync($"{scheme}://{world.Gateway.Address.Authority}/rpc");
        var client = transport.Calc();

        Assert.Equal(3, await client.CallAsync<int>("add", new { a = 1, b = 2 }));
        Assert.Equal("zoë", await client.CallAsync<string>("echo", new { text = "zoë" }));
        Assert.True((await client.CallAsync("nothing")).IsNull);
        await client.CastAsync("note", new { text = "hi" });
        Assert.Equal("hi", await world.Calculator.Noted.WaitAsync(WaitLimit.Default));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => i + 1), await Task.WhenAll(
            Enumerable.Range(0, 50).Select(i => client.CallAsync<int>("add", new { a = i, b = 1 }))));
    }

    [Fact]
    public async Task A_contract_is_called_through_a_gateway_that_lists_it()
    {
        await using var inside = await Transport.OpenAsync($"memory://{Guid.NewGuid():N}");
        var stock = new Stock();
        await using var server = RpcServer.Create(inside, new Target { Topic = "stock", Server = "a" }, [RpcEndpoint.For<IStock>(stock)]);
        await server.StartAsync();
        await using var gateway = await GatewayHost.StartAsync(inside, options => options.Contract<IStock>());
        await using var transport = await HttpTransports.OpenAsync(gateway.Address + "rpc");
        var client = transport.GetClient<IStock>();

        Assert.Equal(new StockItem("nut", 3), await client.FindAsync("nut", 3));
        Assert.Null(await client.FindAsync("none"));
        Assert.Equal(2024, (await client.ListAsync(new DateTime(2024, 5, 6, 0, 0, 0, DateTimeKind.Utc), default)).Single().Count);
        await client.PutAsync(new StockItem("nut", 1));
        await client.TouchAsync("nut");
        Assert.Equal("nut", await stock.Touched.Task.WaitAsync(WaitLimit.Default));
        await Assert.ThrowsAsync<InvalidTargetException>(() => client.ReloadAsync());
    }

    [Fact]
    public async Task Errors_are_those_that_a_client_of_the_broker_gets()
    {
        await using var world = await World.StartAsync(options =>
        {
            World.ListAll(options);
            options.MaxBodySize = 1000;
            options.Topic("nobody", topic => topic.Methods("add"));
        });
        await using var transport = await HttpTransports.OpenAsync(world.Gateway.Address + "rpc");
        var client = transport.Calc();

        var failure = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync("fail"));
        Assert.Equal(("KeyNotFoundException", "System.Collections.Generic", "no such row"), (failure.TypeName, failure.Module, failure.RemoteMessage));
        Assert.Equal("", failure.RemoteTrace);
        await Assert.ThrowsAsync<InvalidArgumentsException>(() => client.CallAsync("add", new { a = 1, c = 2 }));
        Assert.Equal("div", (await Assert.ThrowsAsync<MethodNotFoundException>(() => client.CallAsync("div"))).Method);
        await Assert.ThrowsAsync<MethodNotFoundException>(() => client.CallAsync("not_served"));
        await Assert.ThrowsAsync<MethodNotFoundException>(() => client.With(@namespace: "other").CallAsync("add"));
        await Assert.ThrowsAsync<UnsupportedVersionException>(() => client.With(version: "2.0").CallAsync("add"));
        await Assert.ThrowsAsync<NoServerException>(() => client.With(topic: "nobody").CallAsync("add"));
        Assert.Equal(1000, (await Assert.ThrowsAsync<MessageTooLargeException>(() => client.CallAsync("echo", new { text = new string('x', 2000) }))).Limit);
        await Assert.ThrowsAsync<SerializationException>(() => client.CallAsync("note", new { text = "one-way" }));
        await Assert.ThrowsAsync<DeliveryException>(() => client.CastAsync("div"));
    }

    [Fact]
    public async Task A_failure_becomes_the_exception_that_the_client_allows()
    {
        await using var world = await World.StartAsync();
        await using var transport = await HttpTransports.OpenAsync(
            world.Gateway.Address + "rpc", configure: options => options.RemoteExceptions = new RemoteExceptionMap().Allow<KeyNotFoundException>());

        Assert.Equal("no such row", (await Assert.ThrowsAsync<KeyNotFoundException>(() => transport.Calc().CallAsync("fail"))).Message);
    }

    [Fact]
    public async Task What_HTTP_does_not_carry_is_an_error_that_names_the_scheme()
    {
        await using var transport = await HttpTransports.OpenAsync("http://localhost:1/rpc");
        var client = transport.Calc();

        await RefusedAsync<InvalidTargetException>(() => client.With(server: "node-1").CallAsync("add"));
        await RefusedAsync<InvalidTargetException>(() => client.With(exchange: "x").CallAsync("add"));
        await RefusedAsync<InvalidTargetException>(() => client.With(fanout: true).CastAsync("note"));
        await RefusedAsync<SerializationException>(() => client.With(callMonitorTimeout: TimeSpan.FromSeconds(5)).CallAsync("add"));
        await RefusedAsync<SerializationException>(() => client.CallAsync(new RpcContext { ["user_id"] = "ada" }, "add"));
        await RefusedAsync<SerializationException>(() => client.CallAsync("add", new { a = double.NaN }));
        await using var server = new RpcServer(transport, new Target { Topic = "calc", Server = "a" }, new Calculator());
        await RefusedAsync<DeliveryException>(() => server.StartAsync());

        static async Task RefusedAsync<T>(Func<Task> act)
            where T : Exception => Assert.Contains("http://", (await Assert.ThrowsAsync<T>(act)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_timeout_of_a_client_goes_along_and_ends_its_call_here_too()
    {
        await using var world = await World.StartAsync();
        await using var transport = await HttpTransports.OpenAsync(world.Gateway.Address + "rpc");

        Assert.InRange(await transport.Calc(TimeSpan.FromSeconds(10)).CallAsync<double>("time_left"), 0, 10);
        await Assert.ThrowsAsync<CallTimeoutException>(() => transport.Calc(TimeSpan.FromSeconds(0.3)).CallAsync("wait"));
        await world.Calculator.Cancelled.WaitAsync(WaitLimit.Default);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_is_cancelled_at_the_server()
    {
        await using var world = await World.StartAsync();
        await using var transport = await HttpTransports.OpenAsync(world.Gateway.Address + "rpc");
        using var stop = new CancellationTokenSource();

        var call = transport.Calc().CallAsync("wait", cancellationToken: stop.Token);
        await world.Calculator.Waiting.WaitAsync(WaitLimit.Default);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await world.Calculator.Cancelled.WaitAsync(WaitLimit.Default);
    }

    [Fact]
    public async Task A_transport_that_is_closed_ends_its_calls()
    {
        await using var world = await World.StartAsync();
        var transport = await HttpTransports.OpenAsync(world.Gateway.Address + "rpc");

        var call = transport.Calc().CallAsync("wait");
        await world.Calculator.Waiting.WaitAsync(WaitLimit.Default);
        await transport.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => call);
    }

    [Fact]
    public async Task The_user_of_the_URL_logs_in()
    {
        await using var world = await World.StartAsync(services: BasicHandler.Add, conventions: group => group.RequireAuthorization());
        var authority = world.Gateway.Address.Authority;
        await using var right = await HttpTransports.OpenAsync($"http://z%C3%B6e:secret@{authority}/rpc");
        await using var wrong = await HttpTransports.OpenAsync($"http://ada:guess@{authority}/rpc");
        await using var token = await HttpTransports.OpenAsync($"http://{authority}/rpc", new HttpOptions
        {
            Authorization = _ => ValueTask.FromResult(BasicHandler.Login("ada").Value),
        });

        Assert.Equal("zöe", await right.Calc().CallAsync<string>("user"));
        var refused = await Assert.ThrowsAsync<ConnectionFailedException>(() => wrong.Calc().CallAsync("user"));
        Assert.False(refused.IsTransient);
        Assert.DoesNotContain("guess", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ConnectionFailedException>(() => wrong.Calc().CastAsync("note", new { text = "x" }));
        Assert.Equal("ada", await token.Calc().CallAsync<string>("user"));
    }

    [Fact]
    public async Task Where_no_gateway_is_the_error_says_so()
    {
        await using var world = await World.StartAsync();
        await using var away = await HttpTransports.OpenAsync($"http://127.0.0.1:{FreePorts.Next()}/rpc?grace=0.2");
        await using var wrongPath = await HttpTransports.OpenAsync(world.Gateway.Address + "other");
        await using var wrongVersion = await HttpTransports.OpenAsync($"h2c://{world.Gateway.Address.Authority}/rpc?grace=0.2");

        Assert.Contains("No gateway can be reached", (await Assert.ThrowsAsync<NoServerException>(() => away.Calc().CallAsync("add"))).Message, StringComparison.Ordinal);
        Assert.True((await Assert.ThrowsAsync<DeliveryException>(() => away.Calc().CastAsync("add"))).IsTransient);
        Assert.Contains("Check the path", (await Assert.ThrowsAsync<DeliveryException>(() => wrongPath.Calc().CallAsync("add"))).Message, StringComparison.Ordinal);

        // Whether the gateway's word or its end of the connection comes first is its affair.
        Assert.Contains("HTTP/2", (await Assert.ThrowsAnyAsync<MessagingException>(() => wrongVersion.Calc().CallAsync("add"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_with_a_host_calls_through_a_gateway()
    {
        await using var world = await World.StartAsync(services: BasicHandler.Add, conventions: group => group.RequireAuthorization());
        var services = new ServiceCollection();
        services.AddMessaging(world.Gateway.Address + "rpc")
            .AddHttp(http => http.Authorization = _ => ValueTask.FromResult(BasicHandler.Login("ada").Value))
            .AddClient("calc");
        await using var provider = services.BuildServiceProvider();

        Assert.Equal("ada", await provider.GetRequiredService<RpcClient>().CallAsync<string>("user"));
    }

    [Theory]
    [InlineData("http:///rpc", TransportUrlPart.Host)]
    [InlineData("http://localhost/rpc?conections=1", TransportUrlPart.Query)]
    [InlineData("http://localhost/rpc?ssl_ca_file=ca.pem", TransportUrlPart.Scheme)]
    [InlineData("https://localhost/rpc?connect_timeout=0", TransportUrlPart.Query)]
    public async Task A_URL_that_cannot_be_used_is_refused(string url, TransportUrlPart part)
    {
        var error = await Assert.ThrowsAsync<InvalidTransportUrlException>(() => HttpTransports.OpenAsync(url));

        Assert.Equal(part, error.Part);
    }
}

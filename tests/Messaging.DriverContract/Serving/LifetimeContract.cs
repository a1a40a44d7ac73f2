namespace Messaging.DriverContract;

/// <summary>Servers and transports start, stop and end in an orderly way, in whatever order they are told to.</summary>
public abstract class LifetimeContract(IDriverFixture fixture) : ContractTests(fixture)
{
    [ContractFact]
    public async Task A_server_answers_a_ping_only_if_it_is_told_to()
    {
        await ServeAsync("pinged", new RpcServerOptions { Ping = true }, Handler.Echo);
        await ServeAsync("silent", new RpcServerOptions(), Handler.Echo);
        var client = await ClientAsync();

        Assert.Equal("pong", await client.With(server: "pinged").CallAsync<string>(null, "oslo_rpc_server_ping"));
        Assert.Equal("pong", await client.With(server: "pinged").CallAsync<string>(null, "oslo_rpc_server_ping", new { anything = 1 }));
        await Assert.ThrowsAsync<MethodNotFoundException>(() =>
            client.With(server: "silent").CallAsync<string>(null, "oslo_rpc_server_ping"));
    }

    [ContractFact]
    public async Task A_transport_that_is_disposed_ends_its_calls_at_once()
    {
        var server = await ServeRawAsync();
        var transport = await OpenAsync();
        var client = new RpcClient(transport, new Target { Topic = Topic });
        var calls = Enumerable.Range(0, 10).Select(i => client.CallAsync(null, $"never{i}")).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => server.WaitForAsync($"never{i}")));

        await transport.DisposeAsync().AsTask().WithinLimit();

        foreach (var call in calls)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => call.WithinLimit());
        }
    }

    [ContractFact]
    public async Task A_disposed_transport_refuses_everything_and_may_be_disposed_again()
    {
        await ServeAsync(Handler.Echo);
        var transport = await OpenAsync();
        var client = new RpcClient(transport, new Target { Topic = Topic });
        await using var late = new RpcServer(transport, new Target { Topic = Topic, Server = "late" }, new Mirror());
        await client.CallAsync(null, "echo", new { value = 1 });

        await Task.WhenAll(transport.DisposeAsync().AsTask(), transport.DisposeAsync().AsTask()).WithinLimit();
        await transport.DisposeAsync().AsTask().WithinLimit();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.CallAsync(null, "echo", new { value = 1 }));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.CastAsync(null, "echo", new { value = 1 }));
        Assert.Throws<ObjectDisposedException>(() => client.Cast(null, "echo", new { value = 1 }));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => late.StartAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => transport.ConnectAsync());
    }

    [ContractFact]
    public async Task A_server_starts_once_and_stops_as_often_as_it_is_told_to()
    {
        var server = await ServeAsync(Handler.Echo);

        await Assert.ThrowsAsync<InvalidOperationException>(() => server.StartAsync());
        Assert.Equal(1, await (await ClientAsync()).CallAsync<int>(null, "echo", new { value = 1 }));
        await Task.WhenAll(server.StopAsync(), server.StopAsync(), server.DisposeAsync().AsTask()).WithinLimit();
        await server.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => server.StartAsync());
    }

    [ContractFact]
    public async Task A_server_that_never_started_stops_and_does_not_start_afterwards()
    {
        var server = new RpcServer(await ServerSideAsync(), new Target { Topic = Topic, Server = "s" }, new Mirror());

        await server.StopAsync().WithinLimit();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => server.StartAsync());
    }

    [ContractFact]
    public async Task A_start_that_is_cancelled_leaves_nothing_behind_and_may_be_made_again()
    {
        var server = Own(new RpcServer(await ServerSideAsync(), new Target { Topic = Topic, Server = "s" }, new Mirror()));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server.StartAsync(new CancellationToken(canceled: true)));
        await server.StartAsync().WithinLimit();

        Assert.Equal(1, await (await ClientAsync()).CallAsync<int>(null, "now"));
    }

    [ContractFact]
    public async Task An_endpoint_that_cannot_be_served_fails_the_start_and_takes_no_messages()
    {
        var server = Own(new RpcServer(await ServerSideAsync(), new Target { Topic = Topic, Server = "s" }, new Overloaded()));

        var error = await Assert.ThrowsAsync<InvalidEndpointException>(() => server.StartAsync());

        Assert.Equal(nameof(Overloaded), error.Endpoint);
        Assert.Contains("run", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NoServerException>(async () => await (await ClientAsync()).CallAsync(null, "run"));
    }

    [ContractFact]
    public async Task A_server_of_the_same_name_may_start_when_the_first_has_stopped()
    {
        var client = await ClientAsync();
        for (var i = 0; i < 3; i++)
        {
            var run = i;
            var server = await ServeAsync("same", new RpcServerOptions(), Handler.Returns("run", _ => run));
            Assert.Equal(i, await client.With(server: "same").CallAsync<int>(null, "run"));
            await server.StopAsync().WithinLimit();
        }
    }

    [ContractFact]
    public async Task A_transport_that_is_disposed_before_its_servers_lets_them_stop()
    {
        var transport = await OpenAsync();
        var server = new RpcServer(transport, new Target { Topic = Topic, Server = "s" }, new Mirror());
        await server.StartAsync().WithinLimit();
        var client = await ClientAsync();
        Assert.Equal(1, await client.CallAsync<int>(null, "now"));

        await transport.DisposeAsync().AsTask().WithinLimit();
        await server.StopAsync().WithinLimit();
        await server.DisposeAsync();
    }

    [ContractFact]
    public async Task A_transport_made_without_connecting_connects_when_it_is_used()
    {
        await ServeAsync(Handler.Echo);
        var options = new TransportOptions { Drivers = Fixture.Drivers, DriverOptions = Fixture.DriverOptions, LoggerFactory = Log };
        var transport = Own(Transport.Create(Fixture.Url, options));
        var client = new RpcClient(transport, new Target { Topic = Topic });

        Assert.Equal(1, await client.CallAsync<int>(null, "echo", new { value = 1 }).WithinLimit());
        await transport.ConnectAsync().WithinLimit();
    }

    /// <summary>Two methods of one name.</summary>
    public sealed class Overloaded
    {
        public int Run(int a) => a;

        public string Run(string a) => a;
    }
}

using Messaging.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Hosting.Tests.Running;

public sealed class EndpointTests(ITestOutputHelper output) : IDisposable
{
    private readonly LogCapture _log = new(output);

    public void Dispose() => _log.VerifyNoErrors();

    [Fact]
    public async Task Endpoints_may_be_classes_objects_and_descriptions()
    {
        using var host = await TestHost.StartAsync(_log, services => services
            .AddSingleton(new Greeting("Good day"))
            .AddMessaging(TestHost.NewUrl())
            .AddServer("all", server => server
                .AddEndpoint<Greeter>()
                .AddEndpoint(new Calculator())
                .AddEndpoint(new RpcEndpoint([RpcMethod.Create("one", [], _ => ValueTask.FromResult(1))], "numbers"))
                .AddEndpoint(provider => new RpcEndpoint(
                    [RpcMethod.Create("greeting", [], _ => ValueTask.FromResult(provider.GetRequiredService<Greeting>().Text))], "texts")))
            .AddClient("all"));
        var client = host.Services.GetRequiredService<RpcClient>();

        Assert.Equal("Good day, ada", await client.With(@namespace: "people").CallAsync<string>(null, "greet", new { name = "ada" }));
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }));
        Assert.Equal(1, await client.With(@namespace: "numbers").CallAsync<int>(null, "one"));
        Assert.Equal("Good day", await client.With(@namespace: "texts").CallAsync<string>(null, "greeting"));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_background_service_that_serves_cannot_be_stopped_by_callers()
    {
        using var host = await TestHost.StartAsync(_log, services => services
            .AddMessaging(TestHost.NewUrl())
            .AddServer("work", server => server.AddEndpoint<Worker>())
            .AddClient("work"));
        var client = host.Services.GetRequiredService<RpcClient>();

        Assert.Equal(7, await client.CallAsync<int>(null, "days"));
        await Assert.ThrowsAsync<MethodNotFoundException>(() => client.CallAsync(null, "stop"));
        await Assert.ThrowsAsync<MethodNotFoundException>(() => client.CallAsync(null, "dispose"));
        var leftOut = await _log.WaitForAsync("MethodsLeftOut");
        Assert.Contains("Worker.StopAsync", leftOut.Message, StringComparison.Ordinal);
        await host.StopAsync();
    }

    [Fact]
    public async Task An_endpoint_is_one_instance_that_the_application_may_register_itself()
    {
        var mine = new Counter();
        using var host = await TestHost.StartAsync(_log, services => services
            .AddSingleton(mine)
            .AddMessaging(TestHost.NewUrl())
            .AddServer("count", server => server.AddEndpoint<Counter>())
            .AddClient("count"));
        var client = host.Services.GetRequiredService<RpcClient>();

        Assert.Equal(1, await client.CallAsync<int>(null, "next"));
        Assert.Equal(2, await client.CallAsync<int>(null, "next"));
        Assert.Equal(3, mine.Next());
        await host.StopAsync();
    }

    [Fact]
    public async Task An_endpoint_opens_a_scope_for_each_call_that_needs_one()
    {
        using var host = await TestHost.StartAsync(_log, services => services
            .AddScoped<Counter>()
            .AddMessaging(TestHost.NewUrl())
            .AddServer("count", server => server.AddEndpoint<CountsInScopes>())
            .AddClient("count"));
        var client = host.Services.GetRequiredService<RpcClient>();

        Assert.Equal(1, await client.CallAsync<int>(null, "next"));
        Assert.Equal(1, await client.CallAsync<int>(null, "next"));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_server_without_endpoints_fails_the_start()
    {
        _log.Expect("HostedServiceStartupFaulted");
        using var host = TestHost.Build(_log, services => services.AddMessaging(TestHost.NewUrl()).AddServer("calc", _ => { }));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());

        Assert.Equal("The server 'calc' has no endpoint. Add one: AddServer(\"calc\", server => server.AddEndpoint<...>()).", error.Message);
    }

    [Fact]
    public void Two_servers_of_one_name_are_refused()
    {
        var builder = new ServiceCollection().AddMessaging(TestHost.NewUrl()).AddServer("calc", _ => { });

        var error = Assert.Throws<ArgumentException>(() => builder.AddServer("calc", _ => { }));

        Assert.StartsWith("A messaging server named 'calc' was already added.", error.Message, StringComparison.Ordinal);
    }

    private sealed class Counter
    {
        private int _value;

        public int Next() => Interlocked.Increment(ref _value);
    }

    private sealed class CountsInScopes(IServiceScopeFactory scopes)
    {
        public int Next()
        {
            using var scope = scopes.CreateScope();
            return scope.ServiceProvider.GetRequiredService<Counter>().Next();
        }
    }
}

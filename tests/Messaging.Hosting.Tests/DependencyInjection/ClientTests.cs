using Messaging.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.Hosting.Tests.DependencyInjection;

public sealed class ClientTests(ITestOutputHelper output) : IDisposable
{
    private readonly LogCapture _log = new(output);

    public void Dispose() => _log.VerifyNoErrors();

    [Fact]
    public async Task The_only_client_is_injected_without_a_name()
    {
        using var host = await TestHost.StartAsync(_log, services => services
            .AddMessaging(TestHost.NewUrl())
            .AddServer("calc", server => server.AddEndpoint<Calculator>())
            .AddClient("calc")
            .Services.AddSingleton<Caller>());

        var caller = host.Services.GetRequiredService<Caller>();

        Assert.Equal("calc", caller.Client.Target.Topic);
        Assert.Equal(3, await caller.Client.CallAsync<int>(null, "add", new { a = 1, b = 2 }));
        await host.StopAsync();
    }

    [Fact]
    public async Task Clients_are_injected_by_their_names()
    {
        using var host = await TestHost.StartAsync(_log, services => services
            .AddMessaging(TestHost.NewUrl())
            .AddServer("calc", server => server.AddEndpoint<Calculator>())
            .AddClient("calc")
            .AddClient("people", client => (client.Topic, client.Namespace, client.Version) = ("staff", "hr", "2.1"))
            .Services.AddSingleton<KeyedCaller>());

        var caller = host.Services.GetRequiredService<KeyedCaller>();

        Assert.Equal(new Target { Topic = "calc" }, caller.Calc.Target);
        Assert.Equal(new Target { Topic = "staff", Namespace = "hr", Version = "2.1" }, caller.People.Target);
        Assert.Same(caller.Calc, host.Services.GetRequiredKeyedService<RpcClient>("calc"));
        Assert.Equal(5, await caller.Calc.CallAsync<int>(null, "add", new { a = 2, b = 3 }));
        await host.StopAsync();
    }

    [Fact]
    public void A_client_without_a_name_says_that_there_are_several()
    {
        using var host = TestHost.Build(_log, services => services.AddMessaging(TestHost.NewUrl()).AddClient("a").AddClient("b"));

        var error = Assert.Throws<InvalidOperationException>(host.Services.GetRequiredService<RpcClient>);

        Assert.Equal("There are 2 messaging clients: a, b. Ask for one by its name: [FromKeyedServices(\"a\")] RpcClient.", error.Message);
    }

    [Fact]
    public void A_client_without_a_name_says_that_none_was_added()
    {
        using var host = TestHost.Build(_log, services => services.AddMessaging(TestHost.NewUrl()));

        var error = Assert.Throws<InvalidOperationException>(host.Services.GetRequiredService<RpcClient>);

        Assert.Equal("No messaging client was added. Add one: services.AddMessaging(...).AddClient(\"topic\").", error.Message);
    }

    [Fact]
    public void Two_clients_of_one_name_are_refused()
    {
        var builder = new ServiceCollection().AddMessaging(TestHost.NewUrl()).AddClient("calc");

        var error = Assert.Throws<ArgumentException>(() => builder.AddClient("CALC"));

        Assert.StartsWith("A messaging client named 'CALC' was already added.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_can_be_had_before_the_start_and_works_after_it()
    {
        using var host = TestHost.Build(_log, services => services
            .AddMessaging(TestHost.NewUrl())
            .AddServer("calc", server => server.AddEndpoint<Calculator>())
            .AddClient("calc"));
        var client = host.Services.GetRequiredService<RpcClient>();

        await host.StartAsync();

        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_hosted_service_that_stops_after_messaging_can_still_use_the_transport()
    {
        using var host = await TestHost.StartAsync(_log, services =>
        {
            services.AddHostedService<LastWords>();
            services.AddMessaging(TestHost.NewUrl()).AddClient("calc");
        });

        await host.StopAsync();

        var words = host.Services.GetServices<IHostedService>().OfType<LastWords>().Single();
        Assert.IsType<NoServerException>(words.Error);
    }

    private sealed record Caller(RpcClient Client);

    private sealed class KeyedCaller([FromKeyedServices("calc")] RpcClient calc, [FromKeyedServices("people")] RpcClient people)
    {
        public RpcClient Calc => calc;

        public RpcClient People => people;
    }

    private sealed class LastWords(RpcClient client) : IHostedService
    {
        public Exception? Error { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task StopAsync(CancellationToken cancellationToken) =>
            Error = await Record.ExceptionAsync(() => client.CallAsync(null, "add"));
    }
}

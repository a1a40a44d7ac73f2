using Messaging.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.Hosting.Tests.Running;

public sealed class StartAndStopTests(ITestOutputHelper output) : IDisposable
{
    private readonly LogCapture _log = new(output);

    public void Dispose() => _log.VerifyNoErrors();

    [Fact]
    public async Task Servers_serve_when_the_host_has_started_and_no_longer_when_it_has_stopped()
    {
        using var host = TestHost.Build(_log, services => services
            .AddMessaging(TestHost.NewUrl())
            .AddServer("calc", server => server.AddEndpoint<Calculator>())
            .AddClient("calc"));
        var client = host.Services.GetRequiredService<RpcClient>();
        await Assert.ThrowsAsync<NoServerException>(() => client.CallAsync(null, "add", new { a = 1, b = 2 }));

        await host.StartAsync();
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }));

        await host.StopAsync();
        await Assert.ThrowsAnyAsync<MessagingException>(() => client.With(timeout: TimeSpan.FromMilliseconds(50)).CallAsync(null, "add", new { a = 1, b = 2 }));
    }

    [Fact]
    public async Task Several_servers_serve_their_own_topics_under_the_name_of_the_machine()
    {
        using var host = await TestHost.StartAsync(_log, services => services
            .AddSingleton(new Greeting("Hello"))
            .AddMessaging(TestHost.NewUrl())
            .AddServer("calc", server => server.AddEndpoint<Calculator>())
            .AddServer("people", server => server.AddEndpoint<Greeter>().Configure(options => options.Topic = "staff"))
            .AddClient("calc")
            .AddClient("people", client => (client.Topic, client.Namespace) = ("staff", "people")));

        var calc = host.Services.GetRequiredKeyedService<RpcClient>("calc").With(server: Environment.MachineName);
        var people = host.Services.GetRequiredKeyedService<RpcClient>("people").With(server: Environment.MachineName);

        Assert.Equal(3, await calc.CallAsync<int>(null, "add", new { a = 1, b = 2 }));
        Assert.Equal("Hello, zoë", await people.CallAsync<string>(null, "greet", new { name = "zoë" }));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_stop_waits_for_running_calls_and_their_replies()
    {
        var slow = new Slow();
        using var host = await TestHost.StartAsync(_log, services => services
            .AddMessaging(TestHost.NewUrl())
            .AddServer("slow", server => server.AddEndpoint(slow))
            .AddServer("slower", server => server.AddEndpoint(new Calculator()))
            .AddClient("slow"));
        var call = host.Services.GetRequiredService<RpcClient>().CallAsync<string>(null, "work");
        await slow.Entered;

        var stopping = host.StopAsync();
        await _log.WaitForAsync(entry => entry.EventId.Name == "ServerStopped" && entry.Message.Contains("slower", StringComparison.Ordinal));
        Assert.False(stopping.IsCompleted);

        slow.Finish();
        await stopping;
        Assert.Equal("done", await call);
    }

    [Fact]
    public async Task A_stop_whose_time_is_over_cancels_running_calls()
    {
        var slow = new Slow();
        using var host = await TestHost.StartAsync(_log, services => services
            .AddMessaging(TestHost.NewUrl())
            .AddServer("slow", server => server.AddEndpoint(slow).Configure(options => options.DrainTimeout = TimeSpan.FromDays(1)))
            .AddClient("slow"));
        var call = host.Services.GetRequiredService<RpcClient>().CallAsync<string>(null, "work");
        await slow.Entered;

        using var shutdown = new CancellationTokenSource();
        var stopping = host.StopAsync(shutdown.Token);
        Assert.False(stopping.IsCompleted);
        await shutdown.CancelAsync();

        await slow.Cancelled;
        await stopping;
        await Assert.ThrowsAnyAsync<MessagingException>(() => call);
    }

    [Fact]
    public async Task A_broker_that_is_down_fails_the_start_by_default()
    {
        var moody = new MoodyDriverFactory();
        using var host = TestHost.Build(_log, services => services
            .AddMessaging("moody://down").AddDriver(moody)
            .AddServer("calc", server => server.AddEndpoint<Calculator>()));
        _log.Expect("HostedServiceStartupFaulted");

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => host.StartAsync());

        Assert.Equal(moody.Failure!.Message, error.Message);
    }

    [Fact]
    public async Task A_server_that_cannot_start_stops_the_others_and_the_transport()
    {
        var moody = new MoodyDriverFactory { Failure = null };
        var host = TestHost.Build(_log, services =>
        {
            services.AddMessaging("moody://down").AddDriver(moody).AddServer("calc", server => server.AddEndpoint<Calculator>());
            services.AddHostedService<Stumbling>();
        });
        _log.Expect("HostedServiceStartupFaulted");

        await Assert.ThrowsAsync<NotSupportedException>(() => host.StartAsync());
        host.Dispose();

        Assert.Single(_log.Entries, entry => entry.EventId.Name == "ServerStarted");
        Assert.Single(_log.Entries, entry => entry.EventId.Name == "ServerStopped");
        Assert.Equal(1, moody.Disposed);
    }

    private sealed class Stumbling : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new NotSupportedException("I do not start.");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

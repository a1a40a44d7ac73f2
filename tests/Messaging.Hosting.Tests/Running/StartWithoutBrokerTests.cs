using Messaging.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messaging.Hosting.Tests.Running;

public sealed class StartWithoutBrokerTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    private readonly LogCapture _log = new(output);
    private readonly ManualTimeProvider _clock = new();
    private readonly MoodyDriverFactory _moody = new();

    public void Dispose() => _log.VerifyNoErrors();

    [Fact]
    public async Task The_host_starts_and_the_servers_follow_when_the_broker_is_there()
    {
        _log.Expect("HealthCheckEnd");
        using var host = await StartAsync();
        var client = host.Services.GetRequiredService<RpcClient>();
        await Assert.ThrowsAsync<ConnectionFailedException>(() => client.CallAsync(null, "add"));

        await _clock.WaitForTimersAsync(1);
        _clock.Advance(Retry);
        await _log.WaitForAsync("StillWithoutBroker");

        await _clock.WaitForTimersAsync(1);
        _moody.Failure = null;
        Assert.Equal("Connected to moody://later/, but not serving yet: calc.", await HealthAsync(host));
        _clock.Advance(Retry);
        await _log.WaitForAsync("ServesAtLast");

        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }));
        Assert.Equal("Connected to moody://later/.", await HealthAsync(host));
        await host.StopAsync();
    }

    [Fact]
    public async Task The_log_says_that_the_broker_is_missing_and_when_it_is_tried_again()
    {
        using var host = await StartAsync();

        var entry = Assert.Single(_log.Entries, entry => entry.Level == LogLevel.Warning);
        Assert.Equal("The host starts without a broker, and will try again in 5 s. No connection to moody://. Check that the broker runs.", entry.Message);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_stop_ends_the_attempts()
    {
        using var host = await StartAsync();
        await _clock.WaitForTimersAsync(1);

        await host.StopAsync();

        Assert.DoesNotContain(_log.Entries, entry => entry.EventId.Name is "ServerStarted" or "ServerStopped");
    }

    [Fact]
    public async Task What_no_broker_will_change_stops_the_application()
    {
        _log.Expect("CannotServe");
        using var host = await StartAsync();
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);

        await _clock.WaitForTimersAsync(1);
        _moody.Failure = new NotSupportedException("Never.");
        _clock.Advance(Retry);

        await stopping.Task.WaitAsync(WaitLimit.Default);
        await host.StopAsync();
        Assert.Equal("Never.", Assert.Single(_log.Entries, entry => entry.EventId.Name == "CannotServe").Exception?.Message);
    }

    [Fact]
    public async Task A_broker_that_is_there_is_used_at_once()
    {
        _moody.Failure = null;
        using var host = await StartAsync();

        Assert.Equal(3, await host.Services.GetRequiredService<RpcClient>().CallAsync<int>(null, "add", new { a = 1, b = 2 }));
        await host.StopAsync();
    }

    [Fact]
    public async Task An_endpoint_that_cannot_be_served_fails_the_start_all_the_same()
    {
        using var host = TestHost.Build(_log, services => services
            .AddMessaging(options => (options.Url, options.StartWithoutBroker) = ("moody://later", true)).AddDriver(_moody)
            .AddServer("calc", server => server.AddEndpoint<Overloaded>()));
        _log.Expect("HostedServiceStartupFaulted");

        var error = await Assert.ThrowsAsync<InvalidEndpointException>(() => host.StartAsync());

        Assert.Contains("Overloaded has more than one method named 'add'", error.Message, StringComparison.Ordinal);
    }

    private static async Task<string> HealthAsync(IHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["messaging"].Description!;

    private Task<IHost> StartAsync() => TestHost.StartAsync(
        _log,
        services => services
            .AddMessaging(options => (options.Url, options.StartWithoutBroker) = ("moody://later", true))
            .AddDriver(_moody)
            .AddServer("calc", server => server.AddEndpoint<Calculator>())
            .AddClient("calc")
            .Services.AddHealthChecks().AddMessaging(),
        _clock);
}

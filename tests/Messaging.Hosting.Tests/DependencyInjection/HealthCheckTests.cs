using Messaging.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Messaging.Hosting.Tests.DependencyInjection;

public sealed class HealthCheckTests(ITestOutputHelper output) : IDisposable
{
    private readonly LogCapture _log = new(output);
    private readonly MoodyDriverFactory _moody = new() { Failure = null };

    public void Dispose() => _log.VerifyNoErrors();

    [Fact]
    public async Task A_connected_transport_is_healthy()
    {
        using var host = await StartAsync();

        var entry = await CheckAsync(host);

        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.Equal("Connected to moody://health/.", entry.Description);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_broker_that_is_down_is_unhealthy_and_says_why()
    {
        _log.Expect("HealthCheckEnd");
        using var host = await StartAsync();
        _moody.Failure = MoodyDriverFactory.Down();

        var entry = await CheckAsync(host);

        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Equal("No connection to moody://. Check that the broker runs.", entry.Description);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_connection_that_takes_too_long_is_what_the_application_says_it_is()
    {
        var clock = new ManualTimeProvider();
        using var host = TestHost.Build(
            _log,
            services => services.AddMessaging("moody://health").AddDriver(_moody)
                .Services.AddHealthChecks().AddMessaging(failureStatus: HealthStatus.Degraded, timeout: TimeSpan.FromSeconds(2)),
            clock);
        _moody.Silent = true;

        var checking = CheckAsync(host);
        await clock.WaitForTimersAsync(1);
        clock.Advance(TimeSpan.FromSeconds(2));

        var entry = await checking;
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal("No connection to moody://health/ within 2 s.", entry.Description);
    }

    [Fact]
    public async Task A_broker_that_takes_no_messages_is_degraded_and_the_data_say_why()
    {
        using var host = await StartAsync();
        _moody.Connections = [State("publish", ConnectionStatus.Blocked, "low on memory"), State("consume", ConnectionStatus.Open, null)];

        var entry = await CheckAsync(host);

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal("The broker at mq1:5672 takes no messages: low on memory.", entry.Description);
        Assert.Equal("Blocked since 2030-01-01T00:00:00.0000000+00:00 (mq1:5672): low on memory", entry.Data["publish"]);
        Assert.Equal("Open since 2030-01-01T00:00:00.0000000+00:00 (mq1:5672)", entry.Data["consume"]);
        await host.StopAsync();
    }

    [Theory]
    [InlineData(ConnectionStatus.Unreachable, 29, HealthStatus.Degraded)]
    [InlineData(ConnectionStatus.Connecting, 29, HealthStatus.Degraded)]
    [InlineData(ConnectionStatus.Unreachable, 30, HealthStatus.Unhealthy)]
    [InlineData(ConnectionStatus.Refused, 1, HealthStatus.Unhealthy)]
    public async Task An_outage_is_degraded_at_first_and_unhealthy_when_it_lasts(ConnectionStatus status, int seconds, HealthStatus expected)
    {
        _log.Expect("HealthCheckEnd");
        var clock = new ManualTimeProvider();
        using var host = TestHost.Build(
            _log, services => services.AddMessaging("moody://health").AddDriver(_moody).Services.AddHealthChecks().AddMessaging(), clock);
        _moody.Failure = MoodyDriverFactory.Down();
        _moody.Connections =
            [State("publish", ConnectionStatus.Open, null), State("consume", status, "down") with { LastOpen = clock.GetUtcNow() }];

        clock.Advance(TimeSpan.FromSeconds(seconds));
        var entry = await CheckAsync(host);

        Assert.Equal(expected, entry.Status);
        Assert.Contains("down", (string)entry.Data["consume"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_never_was_open_is_unhealthy_at_once()
    {
        _log.Expect("HealthCheckEnd");
        using var host = await StartAsync();
        _moody.Failure = MoodyDriverFactory.Down();
        _moody.Connections = [State("publish", ConnectionStatus.Unreachable, "down")];

        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(host)).Status);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_check_without_messaging_says_what_to_call()
    {
        using var host = TestHost.Build(_log, services => services.AddHealthChecks().AddMessaging());

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => CheckAsync(host));

        Assert.Equal("The health of messaging cannot be checked: messaging was not added. Call services.AddMessaging(...).", error.Message);
    }

    private static async Task<HealthReportEntry> CheckAsync(IHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["messaging"];

    private static ConnectionState State(string name, ConnectionStatus status, string? error) =>
        new(name, status, new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), LastOpen: null, "mq1:5672", error);

    private Task<IHost> StartAsync() => TestHost.StartAsync(_log, services => services
        .AddMessaging("moody://health")
        .AddDriver(_moody)
        .AddServer("calc", server => server.AddEndpoint<Calculator>())
        .Services.AddHealthChecks().AddMessaging());
}

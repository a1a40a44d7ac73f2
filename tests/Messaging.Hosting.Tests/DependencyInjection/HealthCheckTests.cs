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
    public async Task A_check_without_messaging_says_what_to_call()
    {
        using var host = TestHost.Build(_log, services => services.AddHealthChecks().AddMessaging());

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => CheckAsync(host));

        Assert.Equal("The health of messaging cannot be checked: messaging was not added. Call services.AddMessaging(...).", error.Message);
    }

    private static async Task<HealthReportEntry> CheckAsync(IHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["messaging"];

    private Task<IHost> StartAsync() => TestHost.StartAsync(_log, services => services
        .AddMessaging("moody://health")
        .AddDriver(_moody)
        .AddServer("calc", server => server.AddEndpoint<Calculator>())
        .Services.AddHealthChecks().AddMessaging());
}

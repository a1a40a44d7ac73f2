using Messaging.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Messaging.Hosting.Tests.Running;

/// <summary>Hosts over a real RabbitMQ.</summary>
public sealed class RabbitTests(TestBroker broker, ITestOutputHelper output) : IDisposable
{
    private readonly LogCapture _log = new(output);
    private readonly string _topic = $"hosting-{Guid.NewGuid():N}";

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task A_host_serves_calls_and_is_healthy()
    {
        using var host = await TestHost.StartAsync(_log, services => Add(services, options => options.Url = broker.Url));

        Assert.Equal(3, await CallAsync(host));
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(host));

        await host.StopAsync();
        _log.VerifyNoErrors();
    }

    [Fact]
    public async Task A_port_on_which_nobody_listens_fails_the_start_and_is_named()
    {
        var port = FreePorts.Next();
        using var host = TestHost.Build(_log, services => Add(services, options => options.Url = $"rabbit://guest:geheim@127.0.0.1:{port}/"));

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => host.StartAsync());

        Assert.Contains($"127.0.0.1:{port}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [NeedsNode]
    public async Task A_host_that_started_without_its_broker_serves_when_it_is_there()
    {
        await using var node = await RabbitNode.StartAsync();
        await node.KillAsync();
        using var host = await TestHost.StartAsync(_log, services => Add(services, options => (options.Url, options.StartWithoutBroker) = (node.Url, true)));
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync(host));

        await node.StartAgainAsync();
        await _log.WaitForAsync("ServesAtLast");

        Assert.Equal(3, await CallAsync(host));
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(host));
        await host.StopAsync();
    }

    private static Task<int> CallAsync(IHost host) =>
        host.Services.GetRequiredService<RpcClient>().CallAsync<int>(null, "add", new { a = 1, b = 2 });

    private static async Task<HealthStatus> HealthAsync(IHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status;

    private void Add(IServiceCollection services, Action<MessagingOptions> configure) => services
        .AddMessaging(configure)
        .AddRabbit()
        .AddServer(_topic, server => server.AddEndpoint<Calculator>())
        .AddClient(_topic)
        .Services.AddHealthChecks().AddMessaging();
}

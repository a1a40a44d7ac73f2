using Messaging.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.Hosting.Tests.Running;

public sealed class TwoHostsTests(ITestOutputHelper output) : IDisposable
{
    private readonly LogCapture _log = new(output);

    public void Dispose() => _log.VerifyNoErrors();

    [Fact]
    public async Task Two_hosts_of_a_process_share_a_broker_in_memory()
    {
        var url = TestHost.NewUrl();
        using var serving = await TestHost.StartAsync(_log, services => services
            .AddMessaging(url)
            .AddServer("calc", server => server.AddEndpoint<Calculator>()));
        using var calling = await TestHost.StartAsync(_log, services => services.AddMessaging(url).AddClient("calc"));

        Assert.Equal(3, await calling.Services.GetRequiredService<RpcClient>().CallAsync<int>(null, "add", new { a = 1, b = 2 }));

        await calling.StopAsync();
        await serving.StopAsync();
    }

    [Fact]
    public async Task A_host_and_a_transport_opened_by_hand_share_a_broker_in_memory()
    {
        var url = TestHost.NewUrl();
        using var serving = await TestHost.StartAsync(_log, services => services
            .AddMessaging(url)
            .AddServer("calc", server => server.AddEndpoint<Calculator>()));
        await using var transport = await Transport.OpenAsync(url);

        Assert.Equal(3, await new RpcClient(transport, new Target { Topic = "calc" }).CallAsync<int>(null, "add", new { a = 1, b = 2 }));

        await serving.StopAsync();
    }
}

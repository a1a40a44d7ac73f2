using Messaging.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.Hosting.Tests.DependencyInjection;

public sealed class ContractTests(ITestOutputHelper output) : IDisposable
{
    private readonly LogCapture _log = new(output);

    public void Dispose() => _log.VerifyNoErrors();

    [Fact]
    public async Task A_contract_is_served_and_injected()
    {
        using var host = await TestHost.StartAsync(_log, services => services
            .AddMessaging(TestHost.NewUrl())
            .AddServer("calc", server => server.AddEndpoint<ICalculator, TypedCalculator>())
            .AddClient<ICalculator>());

        var calc = host.Services.GetRequiredService<ICalculator>();

        Assert.Same(calc, host.Services.GetRequiredService<ICalculator>());
        Assert.Equal(3, await calc.AddAsync(1, 2));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_client_of_a_contract_may_have_the_settings_of_another()
    {
        using var host = await TestHost.StartAsync(_log, services => services
            .AddMessaging(TestHost.NewUrl())
            .AddServer("sums", server => server.AddEndpoint<ICalculator, TypedCalculator>())
            .AddClient("sums", client => client.Timeout = TimeSpan.FromMinutes(1))
            .AddClient<ICalculator>("sums"));

        Assert.Equal(3, await host.Services.GetRequiredService<ICalculator>().AddAsync(1, 2));
        await host.StopAsync();
    }

    [Fact]
    public void A_contract_has_one_client()
    {
        var error = Assert.Throws<ArgumentException>(() => new ServiceCollection()
            .AddMessaging(TestHost.NewUrl()).AddClient<ICalculator>().AddClient<ICalculator>());

        Assert.Contains("ICalculator is already registered", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interface_without_a_mark_says_what_is_missing()
    {
        using var host = TestHost.Build(_log, services => services.AddMessaging(TestHost.NewUrl()).AddClient<IDisposable>());

        var error = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<IDisposable>());

        Assert.Contains("[RpcContract(", error.Message, StringComparison.Ordinal);
    }
}

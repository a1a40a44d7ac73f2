using Messaging.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messaging.Hosting.Tests.DependencyInjection;

/// <summary>An application with more than one broker.</summary>
public sealed class KeyedTransportTests(ITestOutputHelper output) : IDisposable
{
    private readonly LogCapture _log = new(output);

    public void Dispose() => _log.VerifyNoErrors();

    [Fact]
    public async Task Each_transport_has_its_own_servers_and_clients()
    {
        var (one, other) = (TestHost.NewUrl(), TestHost.NewUrl());
        using var host = await TestHost.StartAsync(_log, services =>
        {
            services.AddMessaging(one)
                .AddServer("where", server => server.AddEndpoint(new Place("here")))
                .AddClient("here", client => client.Topic = "where");
            services.AddKeyedMessaging("far", other)
                .AddServer("where", server => server.AddEndpoint(new Place("there")).Configure(options => options.Server = "s2"))
                .AddClient("there", client => client.Topic = "where");
            services.AddKeyedMessaging("url", options => options.Url = other)
                .AddClient("again", client => client.Topic = "where");
        });

        Assert.Equal("here", await Client(host, "here").CallAsync<string>("say"));
        Assert.Equal("there", await Client(host, "there").CallAsync<string>("say"));
        Assert.Equal("there", await Client(host, "again").CallAsync<string>("say"));
        Assert.NotSame(host.Services.GetRequiredService<Transport>(), host.Services.GetRequiredKeyedService<Transport>("far"));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_transport_with_a_key_needs_none_without()
    {
        using var host = await TestHost.StartAsync(_log, services => services
            .AddKeyedMessaging("far", TestHost.Section(("Url", TestHost.NewUrl()), ("Clients:there:Topic", "where"), ("CallTimeout", "00:00:07")))
            .AddServer("where", server => server.AddEndpoint(new Place("there")))
            .AddClient("there"));

        // Nor is its only client asked for by name.
        Assert.Equal("there", await host.Services.GetRequiredService<RpcClient>().CallAsync<string>("say"));
        Assert.Null(host.Services.GetService<Transport>());
        Assert.Equal(
            TimeSpan.FromSeconds(7), host.Services.GetRequiredService<IOptionsMonitor<MessagingOptions>>().Get("far").CallTimeout);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_contract_and_a_notifier_go_by_the_transport_that_they_were_added_to()
    {
        using var host = await TestHost.StartAsync(_log, services =>
        {
            services.AddMessaging(TestHost.NewUrl());
            services.AddSingleton(new Journal<string>()).AddSingleton(new Journal<DetachedReply>()).AddScoped<Session>();
            services.AddKeyedMessaging("far", TestHost.NewUrl()).AddServer<ILedger, Ledger>().AddClient<ILedger>().AddNotifier("me");
        });

        Assert.True(await host.Services.GetRequiredService<ILedger>().EnterAsync("a") > 0);
        Assert.NotNull(host.Services.GetRequiredKeyedService<Notifier>("far"));
        Assert.Null(host.Services.GetService<Notifier>());
        await host.StopAsync();
    }

    [Fact]
    public async Task What_is_wrong_is_told_of_the_transport_that_has_it()
    {
        _log.Expect("HostedServiceStartupFaulted");
        using var host = TestHost.Build(_log, services =>
        {
            services.AddMessaging(TestHost.NewUrl());
            services.AddKeyedMessaging("far", TestHost.Section(("Url", "memory://far"), ("CalTimeout", "00:00:01")));
        });

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Equal("far", error.OptionsName);
        Assert.Contains("CalTimeout is not a setting. Did you mean CallTimeout?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_transports_have_clients_of_one_name()
    {
        var services = new ServiceCollection();
        services.AddMessaging(TestHost.NewUrl()).AddClient("calc");

        var error = Assert.Throws<ArgumentException>(() => services.AddKeyedMessaging("far", TestHost.NewUrl()).AddClient("calc"));

        Assert.StartsWith("A messaging client named 'calc' was already added.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => services.AddKeyedMessaging("", TestHost.NewUrl()));
    }

    [Fact]
    public async Task Each_has_a_health_of_its_own()
    {
        using var host = await TestHost.StartAsync(_log, services =>
        {
            services.AddMessaging(TestHost.NewUrl());
            services.AddKeyedMessaging("far", TestHost.NewUrl());
            services.AddHealthChecks().AddMessaging().AddKeyedMessaging("far");
        });

        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        Assert.Equal(HealthStatus.Healthy, report.Entries["messaging"].Status);
        Assert.Equal(HealthStatus.Healthy, report.Entries["messaging-far"].Status);
        await host.StopAsync();
    }

    [Fact]
    public async Task The_health_of_a_transport_that_was_not_added_cannot_be_checked()
    {
        using var host = TestHost.Build(_log, services => services.AddHealthChecks().AddKeyedMessaging("nowhere"));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync());

        Assert.Equal(
            "The health of messaging cannot be checked: no transport 'nowhere' was added. Call services.AddKeyedMessaging(\"nowhere\", ...).",
            error.Message);
    }

    [Fact]
    public async Task Adding_to_a_key_again_adds_to_its_transport_and_another_url_is_an_error()
    {
        _log.Expect("HostedServiceStartupFaulted");
        using var host = TestHost.Build(_log, services =>
        {
            services.AddKeyedMessaging("far", "memory://one");
            services.AddKeyedMessaging("far", "memory://two");
        });

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("'memory://one/' and 'memory://two/'", error.Message, StringComparison.Ordinal);
        Assert.Contains("AddKeyedMessaging(\"name\", url)", error.Message, StringComparison.Ordinal);
    }

    private static RpcClient Client(IHost host, string name) => host.Services.GetRequiredKeyedService<RpcClient>(name);

    private sealed class Place(string name)
    {
        public string Say() => name;
    }
}

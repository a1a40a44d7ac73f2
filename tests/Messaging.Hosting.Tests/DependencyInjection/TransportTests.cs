using System.Text.Json.Serialization.Metadata;
using Messaging.Hosting.Running;
using Messaging.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.Hosting.Tests.DependencyInjection;

public sealed class TransportTests
{
    [Fact]
    public async Task There_is_one_transport_and_it_is_closed_with_the_services()
    {
        var moody = new MoodyDriverFactory();
        using (var host = TestHost.Build(new LogCapture(), services => services.AddMessaging("moody://one").AddDriver(moody)))
        {
            var transport = host.Services.GetRequiredService<Transport>();
            Assert.Same(transport, host.Services.GetRequiredService<Transport>());
            await host.StopAsync();
            Assert.Equal(0, moody.Disposed);
        }

        Assert.Equal(1, moody.Disposed);
    }

    [Fact]
    public async Task An_unknown_scheme_lists_the_known_ones_and_says_what_is_missing()
    {
        using var host = TestHost.Build(new LogCapture(), services => services.AddMessaging("rabbit://localhost/").AddDriver(new MoodyDriverFactory()));

        var error = await Assert.ThrowsAsync<DriverNotFoundException>(() => host.StartAsync());

        Assert.Equal(["memory", "moody"], error.KnownSchemes);
        Assert.Contains("Known: memory, moody.", error.Message, StringComparison.Ordinal);
        Assert.Contains("Messaging.Drivers.Rabbit", error.Message, StringComparison.Ordinal);
        Assert.Contains("AddRabbit()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_code_can_set_is_set_last()
    {
        using var host = await TestHost.StartAsync(new LogCapture(), services => services
            .AddMessaging(TestHost.NewUrl())
            .ConfigureTransport((_, transport) => transport.RemoteExceptions.Allow<NotSupportedException>())
            .AddServer("calc", server => server.AddEndpoint(RaisesNotSupported()))
            .AddClient("calc"));

        await Assert.ThrowsAsync<NotSupportedException>(() => host.Services.GetRequiredService<RpcClient>().CallAsync(null, "raise"));
        await host.StopAsync();
    }

    [Fact]
    public async Task Adding_messaging_again_with_the_same_url_adds_to_the_first()
    {
        using var host = TestHost.Build(new LogCapture(), services =>
        {
            services.AddMessaging("memory://first").AddClient("a");
            services.AddMessaging("memory://first").AddClient("b");
            services.AddMessaging(options => options.CallTimeout = TimeSpan.FromSeconds(7));
        });

        Assert.Equal("memory://first/", host.Services.GetRequiredService<Transport>().Url.ToString());
        Assert.Equal(TimeSpan.FromSeconds(7), host.Services.GetRequiredService<IOptions<MessagingOptions>>().Value.CallTimeout);
        Assert.NotNull(host.Services.GetKeyedService<RpcClient>("a"));
        Assert.NotNull(host.Services.GetKeyedService<RpcClient>("b"));
        await host.StopAsync();
    }

    [Fact]
    public async Task Adding_messaging_again_with_another_url_is_an_error_that_names_both()
    {
        using var host = TestHost.Build(new LogCapture(), services =>
        {
            services.AddMessaging("rabbit://ada:geheim@mq1/prod").AddClient("a");
            services.AddMessaging(TestHost.Section(("Url", "memory://second"))).AddClient("b");
            services.AddMessaging(options => options.Url = "rabbit://ada:geheim@mq1/prod");
        });

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("'rabbit://ada:***@mq1/prod' and 'memory://second/'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Configure<MessagingOptions>", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_url_that_cannot_be_read_is_not_shown_beside_the_other()
    {
        using var host = TestHost.Build(new LogCapture(), services =>
        {
            services.AddMessaging("rabbit://ada:ge/heim@mq1/prod");
            services.AddMessaging("memory://second");
        });

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("'memory://second/'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("heim", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_configured_after_messaging_was_added_may_have_another_url()
    {
        using var host = TestHost.Build(new LogCapture(), services =>
        {
            services.AddMessaging("rabbit://ada:geheim@mq1/prod").AddClient("a");
            services.Configure<MessagingOptions>(options => options.Url = "memory://test");
        });

        Assert.Equal("memory://test/", host.Services.GetRequiredService<Transport>().Url.ToString());
        await host.StopAsync();
    }

    [Fact]
    public void Two_serializers_are_an_error()
    {
        var services = new ServiceCollection();
        var one = new JsonPayloadSerializer(JsonPayloadSerializer.CreateOptions(new DefaultJsonTypeInfoResolver()));
        var other = new JsonPayloadSerializer(JsonPayloadSerializer.CreateOptions(new DefaultJsonTypeInfoResolver()));
        services.AddMessaging("memory://x");
        services.AddMessaging("memory://x", one);
        services.AddMessaging("memory://x");
        services.AddMessaging("memory://x", one);

        Assert.Contains("serializer", Assert.Throws<InvalidOperationException>(() => services.AddMessaging("memory://x", other)).Message, StringComparison.Ordinal);
        Assert.Same(one, Registrations.Find(services, null)!.Serializer);
    }

    [Fact]
    public void Servers_and_clients_need_messaging()
    {
        var builder = new Stranger();

        var error = Assert.Throws<InvalidOperationException>(() => builder.AddClient("calc"));

        Assert.Equal("Messaging was not added to these services. Call services.AddMessaging(...) first.", error.Message);
    }

    [Fact]
    public async Task Services_without_a_host_give_a_transport_too()
    {
        var services = new ServiceCollection();
        services.AddMessaging(TestHost.NewUrl()).AddClient("calc");
        await using var provider = services.BuildServiceProvider();

        await Assert.ThrowsAsync<NoServerException>(() => provider.GetRequiredService<RpcClient>().CallAsync(null, "add"));
    }

    [Fact]
    public void Wrong_settings_show_when_the_transport_is_used_without_a_host()
    {
        var services = new ServiceCollection();
        services.AddMessaging(options => options.CallTimeout = TimeSpan.Zero);
        using var provider = services.BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(provider.GetRequiredService<Transport>);
    }

    private static RpcEndpoint RaisesNotSupported() =>
        new([RpcMethod.Create("raise", [], _ => ValueTask.FromException(new NotSupportedException("no")))]);

    private sealed class Stranger : IMessagingBuilder
    {
        public IServiceCollection Services { get; } = new ServiceCollection();
    }
}

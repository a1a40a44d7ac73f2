using Messaging.DriverContract;
using Messaging.Drivers.Thrift.Tests.Interop;
using Messaging.Drivers.Thrift.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Thrift.Tests.Bridging;

/// <summary>Bridges of an application with a host, a line each.</summary>
public sealed class HostedBridgeTests(TestBroker broker) : BridgeTest(broker)
{
    [Fact]
    public async Task A_front_and_a_backend_are_a_line_each()
    {
        var behind = FreePorts.Next();
        await ServeAsync($"thrift://127.0.0.1:{behind}");
        using var host = await StartAsync(messaging => messaging
            .AddThriftFront(Url, "tester", TestServices.Tester, front => front.Server.Dispatch = DispatchPolicy.Ordered())
            .AddThriftBackend("tester", $"thrift://127.0.0.1:{behind}/?transport=buffered", TestServices.Tester));

        await Conversation.HoldAsync(await ClientAsync(Url), "through a topic");

        await host.StopAsync().WithinLimit();
    }

    [Fact]
    public async Task Topics_behind_one_port_are_multiplexed()
    {
        var calc = ThriftService.Parse("service Calc { i32 add(1: i32 a, 2: i32 b) }");
        using var host = await StartAsync(messaging => messaging
            .AddThriftFront(Url, "tester", TestServices.Tester)
            .AddThriftFront(Url, "calc", calc)
            .AddServer("tester", server => server.AddEndpoint(new TesterEndpoint()))
            .AddServer("calc", server => server.AddEndpoint(new Adding())));

        var tester = await ClientAsync(Url + "/?service=tester");
        var other = await ClientAsync(Url + "/?service=calc", new ThriftOptions { Services = { ["calc"] = calc } }, "calc");

        Assert.Equal(3, await tester.CallAsync<int>("add", new { a = 1, b = 2 }));
        Assert.Equal(1003, await other.CallAsync<int>("add", new { a = 1, b = 2 }));
        await host.StopAsync().WithinLimit();
    }

    [Fact]
    public async Task A_front_of_a_transport_with_a_key_is_in_front_of_its_topics()
    {
        using var host = await StartAsync(messaging => messaging.Services.AddKeyedMessaging("far", $"memory://{Guid.NewGuid():N}")
            .AddThriftFront(Url, "tester", TestServices.Tester)
            .AddServer("tester", server => server.AddEndpoint(new TesterEndpoint())));

        Assert.Equal(3, await (await ClientAsync(Url)).CallAsync<int>("add", new { a = 1, b = 2 }));
        await host.StopAsync().WithinLimit();
    }

    [Fact]
    public void A_port_is_in_front_of_one_transport()
    {
        var services = new ServiceCollection();
        services.AddMessaging("memory://").AddThriftFront(Url, "tester", TestServices.Tester);

        Assert.Contains(
            "another transport",
            Assert.Throws<ArgumentException>(() => services.AddKeyedMessaging("far", "memory://far").AddThriftFront(Url, "other", TestServices.Tester)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_fails_the_start()
    {
        Log.Expect("HostedServiceStartupFaulted");
        await ServeAsync(Url);

        await Assert.ThrowsAsync<ConnectionFailedException>(() => StartAsync(messaging => messaging.AddThriftFront(Url, "tester", TestServices.Tester)));
    }

    [Fact]
    public void A_topic_is_put_behind_a_port_once()
    {
        var messaging = new ServiceCollection().AddMessaging("memory://").AddThriftFront(Url, "tester", TestServices.Tester);

        var error = Assert.Throws<ArgumentException>(() => messaging.AddThriftFront(Url, "tester", TestServices.Tester));

        Assert.Contains("'tester'", error.Message, StringComparison.Ordinal);
    }

    private async Task<IHost> StartAsync(Action<IMessagingBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<ILoggerFactory>(Log);
        configure(builder.Services.AddMessaging($"memory://{Guid.NewGuid():N}"));
        var host = builder.Build();
        try
        {
            await host.StartAsync().WithinLimit();
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    private sealed class Adding
    {
        public int Add(int a, int b) => a + b + 1000;
    }
}

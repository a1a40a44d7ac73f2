using System.Collections.Concurrent;
using Messaging.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.Hosting.Tests.Running;

/// <summary>What an application changes on its way, and servers of several topics.</summary>
public sealed class EntitySerializerTests
{
    [Fact]
    public async Task Servers_clients_notifiers_and_listeners_of_an_application_have_its_serializer()
    {
        var heard = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var host = await TestHost.StartAsync(new LogCapture(), services => services
            .AddSingleton<Steps>()
            .AddMessaging(TestHost.NewUrl())
            .UseEntitySerializer<Noting>()
            .AddServer("calc", server => server.AddEndpoint(new Calculator()))
            .AddClient("calc")
            .AddNotifier("host.1", options => options.ThrowOnFailure = true)
            .AddNotificationListener("notifications", listener => listener.AddEndpoint(new NotificationEndpoint(
                [NotificationHandler.Create(NotificationPriority.Info, (notification, _) => Hear(notification))]))));
        var steps = host.Services.GetRequiredService<Steps>().Taken;

        Assert.Equal(3, await host.Services.GetRequiredService<RpcClient>().CallAsync<int>(null, "add", new { a = 1, b = 2 }));
        Assert.Equal(["out 1", "out 2", "in 1", "in 2", "out 3", "in 3"], steps);
        await host.Services.GetRequiredService<Notifier>().InfoAsync(null, "e", "text");
        Assert.Equal("text", await heard.Task.WaitAsync(WaitLimit.Default));
        Assert.Equal(["out text", "in text"], steps.Skip(6));
        await host.StopAsync();

        ValueTask<NotificationResult> Hear(Notification notification)
        {
            heard.TrySetResult(notification.Payload.GetString());
            return default;
        }
    }

    [Fact]
    public void A_second_one_is_an_error_that_names_both_and_the_same_again_is_none()
    {
        var services = new ServiceCollection();
        var builder = services.AddMessaging("memory://one").UseEntitySerializer<Noting>();
        builder.UseEntitySerializer<Noting>();
        Assert.Single(services, service => service.ServiceType == typeof(EntitySerializer));

        var error = Assert.Throws<InvalidOperationException>(() => builder.UseEntitySerializer<Nothing>());

        Assert.Contains(typeof(Noting).ToString(), error.Message, StringComparison.Ordinal);
        Assert.Contains(typeof(Nothing).ToString(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_of_several_topics_serves_each()
    {
        using var host = await TestHost.StartAsync(new LogCapture(), services => services
            .AddMessaging(TestHost.Section(("Url", TestHost.NewUrl()), ("Servers:agent:Topics", "ports, networks")))
            .AddServer("agent", server => server.AddEndpoint(new Calculator()))
            .AddClient("ports")
            .AddClient("networks"));

        foreach (var topic in new[] { "ports", "networks" })
        {
            var client = host.Services.GetRequiredKeyedService<RpcClient>(topic);
            Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }));
            Assert.Equal(3, await client.With(server: Environment.MachineName).CallAsync<int>(null, "add", new { a = 1, b = 2 }));
        }

        await host.StopAsync();
    }

    private sealed class Steps
    {
        public ConcurrentQueue<string> Taken { get; } = new();
    }

    private sealed class Noting(Steps steps) : EntitySerializer
    {
        public override RpcValue SerializeEntity(RpcContext context, RpcValue entity) => Note("out", entity);

        public override RpcValue DeserializeEntity(RpcContext context, RpcValue entity) => Note("in", entity);

        private RpcValue Note(string way, RpcValue entity)
        {
            steps.Taken.Enqueue($"{way} {entity}");
            return entity;
        }
    }

    private sealed class Nothing : EntitySerializer;
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.DocsExamples.Examples;

public sealed class Notifying
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_notifier_and_a_listener()
    {
        await using var transport = await Transport.OpenAsync(Place.NewUrl());
        var watch = new InstanceWatch();

        // <notify>
        var notifier = new Notifier(transport, new NotifierOptions { PublisherId = "compute.host1" });

        await notifier.InfoAsync(new RpcContext { ["user_id"] = "ada" }, "compute.instance.create", new { Id = 7, State = "active" });
        await notifier.With(publisherId: "network.host1").ErrorAsync(null, "network.port.delete", new { Id = 9 });
        // </notify>

        // <listen>
        await using var listener = new NotificationListener(transport, "notifications", watch);
        await listener.StartAsync();
        // </listen>

        Assert.Equal("ada: 7 is active", await watch.Seen.Task.WaitAsync(Soon));
        Assert.Equal("network.port.delete", await watch.Failed.Task.WaitAsync(Soon));
    }

    [Fact]
    public async Task Filters_pools_batches_and_endpoints_by_hand()
    {
        await using var transport = await Transport.OpenAsync(Place.NewUrl());
        var watch = new InstanceWatch();
        var store = new EventStore();

        // <notification-filter>
        var computeOnly = new NotificationFilter(
            publisherId: @"compute\.",
            eventType: @"compute\.instance\..*\.?create$",
            payload: new Dictionary<string, string> { ["state"] = "active|building" });

        await using var filtered = new NotificationListener(
            transport, [new Target { Topic = "notifications" }], new NotificationListenerOptions(),
            NotificationEndpoint.FromObject(watch, computeOnly));
        // </notification-filter>
        await filtered.StartAsync();

        // <notification-batch>
        await using var batches = new NotificationListener(
            transport,
            [new Target { Topic = "notifications" }, new Target { Topic = "audit", Exchange = "security" }],
            new NotificationListenerOptions
            {
                Pool = "event-store",                           // gets a copy of everything
                BatchSize = 100,
                BatchTimeout = TimeSpan.FromMilliseconds(50),
                AllowRequeue = true,
            },
            store);
        // </notification-batch>
        await batches.StartAsync();

        // <notification-by-hand>
        var byHand = new NotificationEndpoint(
        [
            NotificationHandler.Create(NotificationPriority.Critical, async (notification, cancellationToken) =>
            {
                await PageSomebodyAsync(notification.EventType, notification.Payload["host"].GetString(), cancellationToken);
                return NotificationResult.Handled;
            }),
        ]);
        await using var pager = NotificationListener.Create(transport, [new Target { Topic = "notifications" }], [byHand]);
        // </notification-by-hand>
        await pager.StartAsync();

        var notifier = new Notifier(transport, new NotifierOptions { PublisherId = "compute.host1" });
        await notifier.InfoAsync(new RpcContext { ["user"] = "x" }, "compute.instance.delete", new { Id = 1, State = "active" });
        await notifier.InfoAsync(new RpcContext { ["user_id"] = "ada" }, "compute.instance.create", new { Id = 7, State = "active" });
        Assert.Equal("ada: 7 is active", await watch.Seen.Task.WaitAsync(Soon));
        await store.Stored.Task.WaitAsync(Soon);
    }

    [Fact]
    public async Task Drivers_and_routing()
    {
        await using var transport = await Transport.OpenAsync(Place.NewUrl());
        var file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".yaml");
        await File.WriteAllTextAsync(file, "group_1:\n  messagingv2:\n    accepted_events: ['compute.*']\n  log:\n");
        try
        {
            // <notifier-drivers>
            var notifier = new Notifier(transport, new NotifierOptions
            {
                Topics = ["notifications", "audit"],                                        // to both topics
                Drivers = [NotifierDriver.MessagingV2, NotifierDriver.Log],                 // through both drivers
                Timeout = TimeSpan.FromSeconds(5),
                ThrowOnFailure = true,
            });
            // </notifier-drivers>
            Assert.True(notifier.IsEnabled);
            await notifier.SampleAsync(null, "cpu.load", 0.7);

            // <notifier-routing>
            var routed = new Notifier(transport, new NotifierOptions
            {
                Drivers = [NotifierDriver.Routing],
                Routing = NotificationRoutingFile.Load(file),       // or new NotificationRouting(new NotificationRule(...), ...)
            });
            // </notifier-routing>
            await routed.InfoAsync(null, "compute.instance.create");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task In_a_host()
    {
        var url = Place.NewUrl();
        var builder = Host.CreateEmptyApplicationBuilder(null);

        // <host-notifications>
        builder.Services.AddMessaging(url)
            .AddNotifier("compute.host1")                                   // inject Notifier
            .AddNotificationListener("notifications", listener => listener
                .AddEndpoint<InstanceWatch>()
                .Configure(options => options.Pool = "watch"));
        // </host-notifications>
        using var host = builder.Build();
        await host.StartAsync();

        await host.Services.GetRequiredService<Notifier>().InfoAsync(
            new RpcContext { ["user_id"] = "ada" }, "compute.instance.create", new InstanceFacts(7, "active"));
        Assert.Equal("ada: 7 is active", await host.Services.GetRequiredService<InstanceWatch>().Seen.Task.WaitAsync(Soon));
        await host.StopAsync();
    }

    [Fact]
    public async Task In_a_host_with_a_routing_file()
    {
        var url = Place.NewUrl();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        var file = Path.GetTempFileName();

        // <host-notifications-routing>
        builder.Services.AddMessaging(options =>
        {
            options.Url = url;
            options.Notifications.Drivers = "routing";
            options.Notifications.RoutingFile = file;
        }).AddNotifier("compute.host1").AddYamlRouting();
        // </host-notifications-routing>
        using var host = builder.Build();
        await host.StartAsync();

        Assert.True(host.Services.GetRequiredService<Notifier>().IsEnabled);
        await host.StopAsync();
        File.Delete(file);
    }

    private static Task PageSomebodyAsync(string? eventType, string? where, CancellationToken cancellationToken) =>
        Console.Out.WriteLineAsync($"{eventType} on {where}".AsMemory(), cancellationToken);
}

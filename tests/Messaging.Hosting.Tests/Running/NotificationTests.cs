using Messaging.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messaging.Hosting.Tests.Running;

/// <summary>The notifier and the notification listeners of an application.</summary>
public sealed class NotificationTests : IDisposable
{
    private readonly LogCapture _log;

    public NotificationTests(ITestOutputHelper output)
    {
        _log = new LogCapture(output);
        _log.Expect("HostedServiceStartupFaulted");
    }

    public void Dispose() => _log.VerifyNoErrors();

    [Fact]
    public async Task A_notifier_and_listeners_take_their_settings_from_the_configuration()
    {
        var board = new Board();
        using var host = await TestHost.StartAsync(_log, services => services
            .AddSingleton(board)
            .AddMessaging(TestHost.Section(
                ("Url", TestHost.NewUrl()),
                ("Notifications:Topics", "events, audit"),
                ("Notifications:Drivers", "messaging, LOG"),
                ("Notifications:Timeout", "00:00:20"),
                ("Listeners:events:Concurrency", "1"),
                ("Listeners:second:Topics", "audit,other"),
                ("Listeners:second:Pool", "pool")))
            .AddNotifier("host.1")
            .AddNotificationListener("events", listener => listener.AddEndpoint<Listens>())
            .AddNotificationListener("second", listener => listener.AddEndpoint(new NotificationEndpoint(
                [NotificationHandler.Create(NotificationPriority.Error, (notification, _) => board.Take("pool", notification))]))));
        var notifier = host.Services.GetRequiredService<Notifier>();

        await notifier.ErrorAsync(null, "disk.full", new { Free = 0 });

        await board.WaitForAsync("class disk.full host.1 0");
        await board.WaitForAsync("pool disk.full host.1 0");
        Assert.Contains(_log.Entries, entry => entry.Category == "oslo.messaging.notification.disk.full");
        Assert.True(notifier.IsEnabled);
        _log.Expect("Notified");
        await host.StopAsync();
        Assert.Equal(2, _log.Entries.Count(entry => entry.EventId.Name == "ListenerStopped"));
    }

    [Fact]
    public async Task Code_adds_to_the_configuration_and_endpoints_may_have_filters()
    {
        var board = new Board();
        using var host = await TestHost.StartAsync(_log, services => services
            .AddMessaging(TestHost.Section(("Url", TestHost.NewUrl()), ("Notifications:PublisherId", "configured")))
            .AddNotifier("ignored", options => options.Topics = ["notifications", "batches"])
            .AddNotificationListener("notifications", listener => listener
                .AddEndpoint(new Listens(board), new NotificationFilter(eventType: "wanted")))
            .AddNotificationListener("batches", listener => listener
                .AddEndpoint(_ => new NotificationEndpoint([NotificationHandler.CreateBatch(
                    NotificationPriority.Error, (batch, _) => board.Take($"batch of {batch.Count}", batch[0]))]))
                .Configure(options => (options.BatchSize, options.BatchTimeout) = (2, Timeout.InfiniteTimeSpan))));
        var notifier = host.Services.GetRequiredService<Notifier>();

        await notifier.ErrorAsync(null, "unwanted");
        await notifier.ErrorAsync(null, "wanted");

        await board.WaitForAsync("class wanted configured ");
        await board.WaitForAsync("batch of 2 unwanted configured ");
        Assert.DoesNotContain("class unwanted configured ", board.Lines);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_routing_file_says_what_goes_where_and_a_bad_one_stops_the_start()
    {
        var file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".yaml");
        await File.WriteAllTextAsync(file, "rules:\n  log:\n    accepted_events: ['disk.*']\n");
        try
        {
            using (var host = await TestHost.StartAsync(_log, services => services.AddMessaging(Routed(file)).AddNotifier().AddYamlRouting()))
            {
                var notifier = host.Services.GetRequiredService<Notifier>();
                await notifier.InfoAsync(null, "disk.full");
                await notifier.InfoAsync(null, "network.down");
                await host.StopAsync();
            }

            Assert.Equal(
                ["oslo.messaging.notification.disk.full"],
                _log.Entries.Where(entry => entry.EventId.Name == "Notified").Select(entry => entry.Category));

            await File.WriteAllTextAsync(file, "rules:\n  lag:\n");
            using var bad = TestHost.Build(_log, services => services.AddMessaging(Routed(file)).AddNotifier().AddYamlRouting());
            var error = await Assert.ThrowsAsync<InvalidRoutingException>(() => bad.StartAsync());
            Assert.Equal($"{file}, line 2: 'lag' is not a driver of notifications. Write messagingv2, messaging, log or noop.", error.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_routing_file_that_nothing_reads_stops_the_start_and_the_error_says_what_to_add()
    {
        using var host = TestHost.Build(_log, services => services.AddMessaging(Routed("routes.yaml")).AddNotifier());

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Equal(
            "Messaging:Notifications:RoutingFile is 'routes.yaml', but nothing that reads it was added. For YAML reference the package "
                + "Messaging.Notifications.Yaml and call AddYamlRouting() on what AddMessaging returned.",
            Assert.Single(error.Failures));
    }

    [Fact]
    public async Task A_routing_file_in_another_form_is_read_by_a_reader_of_the_application()
    {
        using var host = await TestHost.StartAsync(_log, services => services
            .AddSingleton<INotificationRoutingReader>(new OneEventReader())
            .AddMessaging(Routed("disk.*")).AddNotifier().AddYamlRouting());
        var notifier = host.Services.GetRequiredService<Notifier>();

        await notifier.InfoAsync(null, "disk.full");
        await notifier.InfoAsync(null, "network.down");
        await host.StopAsync();

        Assert.Equal(
            ["oslo.messaging.notification.disk.full"],
            _log.Entries.Where(entry => entry.EventId.Name == "Notified").Select(entry => entry.Category));
    }

    [Fact]
    public void The_settings_of_notifications_are_set_in_code_among_those_of_messaging()
    {
        var services = new ServiceCollection();
        services.AddMessaging(TestHost.NewUrl()).AddNotifier().AddNotificationListener("events", _ => { });
        services.Configure<MessagingOptions>(options =>
        {
            options.Notifications.Topics = "events";
            options.Listeners["EVENTS"] = new MessagingListenerOptions { Pool = "p" };
        });
        using var provider = services.BuildServiceProvider();

        var read = provider.GetRequiredService<IOptions<MessagingOptions>>().Value;

        Assert.Equal(("events", "p"), (read.Notifications.Topics, read.Listeners["events"].Pool));
    }

    [Fact]
    public async Task A_stop_of_the_host_lets_running_methods_finish()
    {
        var point = new SyncPoint();
        var done = new Journal<string>();
        using var host = await TestHost.StartAsync(_log, services => services
            .AddMessaging(TestHost.NewUrl())
            .AddNotifier()
            .AddNotificationListener("notifications", listener => listener.AddEndpoint(new NotificationEndpoint(
                [NotificationHandler.Create(NotificationPriority.Info, async (notification, token) =>
                {
                    await point.ParkAsync(token);
                    done.Add(notification.EventType!);
                    return NotificationResult.Handled;
                })]))));
        await host.Services.GetRequiredService<Notifier>().InfoAsync(null, "slow");
        await point.WaitUntilParkedAsync();

        var stopped = host.StopAsync();
        Assert.False(stopped.IsCompleted);
        point.Release();
        await stopped;

        Assert.Equal(["slow"], done.Entries);
    }

    [Theory]
    [InlineData("Notifications:Driver", "log", "Messaging:Notifications:Driver is not a setting. Did you mean Drivers?")]
    [InlineData("Notifications:Drivers", "log, lag", "Messaging:Notifications:Drivers is 'log, lag'. Write messagingv2")]
    [InlineData("Notifications:Topics", " , ", "Messaging:Notifications:Topics names no topic.")]
    [InlineData("Notifications:Topics", "a.#", "Messaging:Notifications:Topics cannot be used.")]
    [InlineData("Notifications:Timeout", "20", "Messaging:Notifications:Timeout is '20'. Write hours")]
    [InlineData("Notifications:Timeout", "00:00:00", "Messaging:Notifications:Timeout is 00:00:00. Write more than zero")]
    [InlineData("Notifications", "log", "Messaging:Notifications is 'log', but it holds the settings of AddNotifier.")]
    [InlineData("Listeners:l:Pol", "x", "Messaging:Listeners:l:Pol is not a setting. Did you mean Pool?")]
    [InlineData("Listeners:other:Pool", "x", "Messaging:Listeners:other has settings for a name that no AddNotificationListener has.")]
    [InlineData("Listeners:l:BatchSize", "0", "Messaging:Listeners:l:BatchSize is 0. Write a number from 1 to 30,000.")]
    [InlineData("Listeners:l:Prefetch", "0", "Messaging:Listeners:l:Prefetch is 0. Write a number from 1 to 65,535.")]
    [InlineData("Listeners:l:Pool", "a\nb", "Messaging:Listeners:l:Pool cannot be used.")]
    public async Task A_setting_that_is_wrong_stops_the_start_and_is_named(string key, string value, string says)
    {
        using var host = TestHost.Build(_log, services => services
            .AddMessaging(TestHost.Section(("Url", TestHost.NewUrl()), (key, value)))
            .AddNotifier()
            .AddNotificationListener("l", listener => listener.AddEndpoint(new Listens(new Board()))));

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains(error.Failures, failure => failure.StartsWith(says, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_does_not_fit_together_is_an_error_when_it_is_added_or_started()
    {
        var services = new ServiceCollection();
        var builder = services.AddMessaging(TestHost.NewUrl()).AddNotifier();
        Assert.Throws<InvalidOperationException>(() => builder.AddNotifier());
        builder.AddNotificationListener("l", _ => { });
        Assert.Throws<ArgumentException>(() => builder.AddNotificationListener("L", _ => { }));

        using var empty = TestHost.Build(_log, all => all.AddMessaging(TestHost.NewUrl()).AddNotificationListener("l", _ => { }));
        Assert.Contains("has no endpoint", (await Assert.ThrowsAsync<InvalidOperationException>(() => empty.StartAsync())).Message, StringComparison.Ordinal);

        using var scoped = TestHost.Build(_log, all => all
            .AddSingleton(new Board()).AddScoped<Listens>()
            .AddMessaging(TestHost.NewUrl()).AddNotificationListener("l", listener => listener.AddEndpoint<Listens>()));
        Assert.Contains(
            "of listener 'l' is registered as scoped", (await Assert.ThrowsAsync<InvalidOperationException>(() => scoped.StartAsync())).Message, StringComparison.Ordinal);

        using var unasked = TestHost.Build(_log, all => all
            .AddMessaging(TestHost.Section(("Url", TestHost.NewUrl()), ("Notifications:Topics", "a"))));
        Assert.Contains("no AddNotifier was called", (await Assert.ThrowsAsync<OptionsValidationException>(() => unasked.StartAsync())).Message, StringComparison.Ordinal);

        using var listening = TestHost.Build(_log, all => all
            .AddMessaging(TestHost.Section(("Url", TestHost.NewUrl()), ("Notifications:Topics", "a")))
            .AddNotificationListener("l", listener => listener.AddEndpoint(new Listens(new Board()))));
        Assert.Contains("no AddNotifier was called", (await Assert.ThrowsAsync<OptionsValidationException>(() => listening.StartAsync())).Message, StringComparison.Ordinal);
    }

    private static Microsoft.Extensions.Configuration.IConfigurationSection Routed(string file) => TestHost.Section(
        ("Url", TestHost.NewUrl()), ("Notifications:Drivers", "routing"), ("Notifications:RoutingFile", file));

    public sealed class Board
    {
        private readonly Journal<string> _journal = new();

        public IReadOnlyList<string> Lines => _journal.Entries;

        public ValueTask<NotificationResult> Take(string who, Notification notification)
        {
            _journal.Add($"{who} {notification.EventType} {notification.PublisherId} {notification.Payload["free"]}");
            return default;
        }

        public Task WaitForAsync(string line) => _journal.WaitForAsync(entry => entry == line, line);
    }

    private sealed class OneEventReader : INotificationRoutingReader
    {
        public NotificationRouting Read(string file) => new(new NotificationRule(NotifierDriver.Log, [file]));
    }

    public sealed class Listens(Board board)
    {
        public ValueTask<NotificationResult> ErrorAsync(Notification notification) => board.Take("class", notification);
    }
}

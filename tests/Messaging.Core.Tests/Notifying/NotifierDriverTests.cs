using Microsoft.Extensions.Logging;

namespace Messaging.Core.Tests.Notifying;

/// <summary>The drivers of a notifier that need no broker, and what routing makes of them.</summary>
public sealed class NotifierDriverTests : IAsyncDisposable
{
    private const string Category = "oslo.messaging.notification.";

    private readonly LogCapture _log = new(TestContext.Current.TestOutputHelper);
    private readonly Transport _transport;

    public NotifierDriverTests() =>
        _transport = Transport.Create($"memory://{Guid.NewGuid():N}", new TransportOptions { LoggerFactory = _log });

    public async ValueTask DisposeAsync() => await _transport.DisposeAsync();

    [Theory]
    [InlineData(NotificationPriority.Audit, LogLevel.Information)]
    [InlineData(NotificationPriority.Debug, LogLevel.Debug)]
    [InlineData(NotificationPriority.Info, LogLevel.Information)]
    [InlineData(NotificationPriority.Warn, LogLevel.Warning)]
    [InlineData(NotificationPriority.Error, LogLevel.Error)]
    [InlineData(NotificationPriority.Critical, LogLevel.Critical)]
    [InlineData(NotificationPriority.Sample, LogLevel.Information)]
    public async Task The_log_gets_the_notification_at_the_level_of_its_priority(NotificationPriority priority, LogLevel level)
    {
        var notifier = new Notifier(_transport, new NotifierOptions { Drivers = [NotifierDriver.Log], PublisherId = "p" });

        await notifier.NotifyAsync(priority, new RpcContext { ["user"] = "u" }, "disk.full", new { Free = 0 }, TestContext.Current.CancellationToken);

        var entry = Assert.Single(_log.Entries);
        Assert.Equal(Category + "disk.full", entry.Category);
        Assert.Equal(level, entry.Level);
        var json = RpcValue.Parse(entry.Message);
        Assert.Equal(["message_id", "publisher_id", "event_type", "priority", "payload", "timestamp"], json.Properties.Select(property => property.Key));
        Assert.Equal(priority.ToString().ToUpperInvariant(), json["priority"].GetString());
        Assert.Equal(0, json["payload"]["free"].GetInt32(or: 1));
    }

    [Fact]
    public async Task Secrets_are_masked_in_the_log()
    {
        var notifier = new Notifier(_transport, new NotifierOptions { Drivers = [NotifierDriver.Log] });

        await notifier.InfoAsync(
            null, "e",
            new { AdminPass = "x1", List = new object[] { new { my_token_2 = 77 } }, Inner = new { Text = "password='x2'", Secret = new { Plain = double.NaN } } },
            TestContext.Current.CancellationToken);

        var payload = Assert.Single(_log.Entries).Message;
        Assert.Contains(
            """
            {"admin_pass":"***","list":[{"my_token_2":"***"}],"inner":{"text":"password=\u0027***\u0027","secret":{"plain":NaN}}}
            """,
            payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notifier_of_nothing_sends_nothing_and_says_so()
    {
        var notifier = new Notifier(_transport, new NotifierOptions { Drivers = [NotifierDriver.Noop] });

        await notifier.InfoAsync(null, "e", new { Type = typeof(int) }, TestContext.Current.CancellationToken);

        Assert.False(notifier.IsEnabled);
        Assert.True(new Notifier(_transport, new NotifierOptions { Drivers = [NotifierDriver.Noop, NotifierDriver.Log] }).IsEnabled);
        Assert.Empty(_log.Entries);
    }

    [Fact]
    public async Task Routing_sends_to_each_driver_that_a_rule_accepts_once()
    {
        var topic = Guid.NewGuid().ToString("N");
        var notifier = new Notifier(_transport, new NotifierOptions
        {
            Topics = [topic],
            Drivers = [NotifierDriver.Routing],
            Routing = new NotificationRouting(
                new NotificationRule(NotifierDriver.Log, ["compute.*"], ["WARN", "err*"]),
                new NotificationRule(NotifierDriver.Log, ["*.end"]),
                new NotificationRule(NotifierDriver.MessagingV2, acceptedPriorities: ["info"]),
                new NotificationRule(NotifierDriver.Noop, [])),
        });
        var received = new Journal<string?>();
        await using var listener = NotificationListener.Create(
            _transport, [new Target { Topic = topic }],
            [new NotificationEndpoint([NotificationHandler.Create(NotificationPriority.Info, (notification, _) =>
            {
                received.Add(notification.EventType);
                return default;
            })])]);
        await listener.StartAsync(TestContext.Current.CancellationToken);
        var token = TestContext.Current.CancellationToken;

        await notifier.InfoAsync(null, "compute.start", null, token);
        await notifier.WarnAsync(null, "compute.end", null, token);
        await notifier.ErrorAsync(null, "network.start", null, token);
        await notifier.InfoAsync(null, "network.end", null, token);

        // Side by side, in no order.
        await received.WaitForAsync(_ => received.Entries.Count == 2, "both notifications");
        Assert.Equal(["compute.start", "network.end"], received.Entries.Order(StringComparer.Ordinal));
        Assert.Equal(
            [Category + "compute.end", Category + "network.end"],
            _log.Entries.Where(entry => entry.Category.StartsWith(Category, StringComparison.Ordinal)).Select(entry => entry.Category));
        Assert.True(notifier.IsEnabled);
    }

    [Fact]
    public void What_is_wrong_with_the_options_is_known_when_the_notifier_is_made()
    {
        Assert.Throws<ArgumentException>(() => new Notifier(_transport, new NotifierOptions { Topics = [] }));
        Assert.Throws<ArgumentException>(() => new Notifier(_transport, new NotifierOptions { Drivers = [NotifierDriver.Routing] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Notifier(_transport, new NotifierOptions { Drivers = [(NotifierDriver)99] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Notifier(_transport, new NotifierOptions { Timeout = TimeSpan.Zero }));
        Assert.Throws<InvalidTargetException>(() => new Notifier(_transport, new NotifierOptions { Topics = ["a.*"] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NotificationRule(NotifierDriver.Routing));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Notifier(_transport).With(timeout: TimeSpan.Zero));
    }
}

using System.Text.Json;
using Messaging.DriverContract;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>Notifications with the original on the other side: oslo.messaging notifies us, and we notify it.</summary>
public sealed class PythonNotificationTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private string PeerUrl => $"rabbit://guest:guest@127.0.0.1:{Node.Port}//";

    [Theory]
    [InlineData("messagingv2")]
    [InlineData("messaging")]
    public async Task A_Python_notifier_reaches_our_listener(string driver)
    {
        var recorder = new NotificationRecorder();
        await ListenAsync(await OpenAsync(), new NotificationListenerOptions(), recorder.ForAll());

        await NotifyFromPeerAsync(
            "--driver", driver, "--priority", "warn", "--event-type", "compute.start", "--publisher-id", "host.one",
            "--payload", """{"text": "zoë 你 🐍", "list": [1, null, 2.5]}""", "--context", """{"user_id": "u", "auth_token": "secret"}""");

        var notification = await recorder.WaitForAsync("compute.start");
        Assert.Equal(NotificationPriority.Warn, notification.Priority);
        Assert.Equal("host.one", notification.PublisherId);
        Assert.Equal("zoë 你 🐍", notification.Payload["text"].GetString());
        Assert.Equal(2.5, notification.Payload["list"][2].GetDouble());
        Assert.Equal("u", notification.Context["user_id"].GetString());
        Assert.True(notification.Context["auth_token"].IsMissing);
        Assert.True(Guid.TryParseExact(notification.Metadata.MessageId, "D", out _));
        Assert.NotNull(notification.Metadata.Time);
    }

    [Theory]
    [InlineData(NotifierDriver.MessagingV2)]
    [InlineData(NotifierDriver.Messaging)]
    public async Task Our_notifier_reaches_a_Python_listener(NotifierDriver driver)
    {
        await using var peer = await ListenWithPeerAsync();
        var notifier = new Notifier(
            await OpenAsync(), new NotifierOptions { Topics = [Topic], Drivers = [driver], PublisherId = "host.two", ThrowOnFailure = true });

        await notifier.CriticalAsync(
            new RpcContext { ["user"] = "u", ["auth_token"] = "secret" }, "disk.full", new { Path = "/é", Free = 0 }, Token);

        var got = await peer.WaitForEventAsync("notification");
        Assert.Equal("critical", got.GetProperty("priority").GetString());
        Assert.Equal("host.two", got.GetProperty("publisher_id").GetString());
        Assert.Equal("disk.full", got.GetProperty("event_type").GetString());
        Assert.Equal("""{"path": "/\u00e9", "free": 0}""", got.GetProperty("payload").GetRawText());
        Assert.Equal("u", got.GetProperty("context").GetProperty("user").GetString());
        Assert.False(got.GetProperty("context").TryGetProperty("auth_token", out _));
        Assert.True(Guid.TryParseExact(got.GetProperty("metadata").GetProperty("message_id").GetString(), "D", out _));
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6})?$", got.GetProperty("metadata").GetProperty("timestamp").GetString());
    }

    [Fact]
    public async Task What_a_Python_notifier_sent_to_nobody_waits_for_us_and_ours_for_Python()
    {
        await NotifyFromPeerAsync("--event-type", "from.python");
        var recorder = new NotificationRecorder();
        var transport = await OpenAsync();
        await ListenAsync(transport, new NotificationListenerOptions(), recorder.For(NotificationPriority.Info));
        await recorder.WaitForAsync("from.python");

        await Notifier(transport).ErrorAsync(null, "from.here", null, Token);
        await using var peer = await ListenWithPeerAsync();
        Assert.Equal("from.here", (await peer.WaitForEventAsync("notification")).GetProperty("event_type").GetString());
    }

    [Fact]
    public async Task Pools_of_both_languages_each_get_a_copy()
    {
        NotificationRecorder plain = new(), pooled = new();
        var transport = await OpenAsync();
        await ListenAsync(transport, new NotificationListenerOptions(), plain.ForAll());
        await ListenAsync(transport, new NotificationListenerOptions { Pool = $"ours-{Topic}" }, pooled.ForAll());
        await using var peer = await ListenWithPeerAsync("--pool", $"theirs-{Topic}");

        await Notifier(transport).InfoAsync(null, "from.here", null, Token);
        await NotifyFromPeerAsync("--event-type", "from.python");

        foreach (var eventType in new[] { "from.here", "from.python" })
        {
            await plain.WaitForAsync(eventType);
            await pooled.WaitForAsync(eventType);
            await peer.WaitForAsync(line => Is(line, "notification", "event_type", eventType));
        }
    }

    [Fact]
    public async Task What_we_requeue_comes_again_and_what_Python_requeues_too()
    {
        var recorder = new NotificationRecorder(n => n.IsRedelivered ? NotificationResult.Handled : NotificationResult.Requeue);
        var transport = await OpenAsync();
        var listener = await ListenAsync(transport, new NotificationListenerOptions { AllowRequeue = true }, recorder.ForAll());
        await NotifyFromPeerAsync("--event-type", "from.python");
        await recorder.Received.WaitForAsync(n => n is { IsRedelivered: true, EventType: "from.python" }, "the second delivery");
        await listener.StopAsync(Token);

        await using var peer = await ListenWithPeerAsync("--requeue-first");
        await Notifier(transport).InfoAsync(null, "from.here", null, Token);
        await peer.WaitForAsync(line => Is(line, "notification", "result", "requeue"));
        await peer.WaitForAsync(line => Is(line, "notification", "result", "handled"));
    }

    [Fact]
    public async Task Batches_are_gathered_on_either_side()
    {
        var batches = new Journal<int>();
        var endpoint = new NotificationEndpoint([NotificationHandler.CreateBatch(NotificationPriority.Info, (batch, _) =>
        {
            batches.Add(batch.Count);
            return default;
        })]);
        var transport = await OpenAsync();
        var listener = await ListenAsync(transport, new NotificationListenerOptions { BatchSize = 3, BatchTimeout = Timeout.InfiniteTimeSpan }, endpoint);
        await NotifyFromPeerAsync("--count", "6");
        await batches.WaitForAsync(_ => batches.Entries.Count == 2, "two batches");
        Assert.Equal([3, 3], batches.Entries);
        await listener.StopAsync(Token);

        await using var peer = await ListenWithPeerAsync("--batch-size", "3", "--batch-timeout", "30");
        for (var i = 0; i < 3; i++)
        {
            await Notifier(transport).InfoAsync(null, "from.here", null, Token);
        }

        var batch = await peer.WaitForEventAsync("batch");
        Assert.Equal(3, batch.GetProperty("size").GetInt32());
        Assert.Equal("info", batch.GetProperty("priority").GetString());
    }

    [Fact]
    public async Task Filters_let_the_same_pass_on_either_side()
    {
        var recorder = new NotificationRecorder();
        var transport = await OpenAsync();
        var listener = await ListenAsync(
            transport, new NotificationListenerOptions(), recorder.ForAll(new NotificationFilter(publisherId: "host", eventType: @"compute\..*d$")));
        await NotifyFromPeerAsync("--publisher-id", "my.host", "--event-type", "compute.end");
        await NotifyFromPeerAsync("--publisher-id", "host.1", "--event-type", "compute.start");
        await NotifyFromPeerAsync("--publisher-id", "host.1", "--event-type", "compute.end");
        await recorder.WaitForAsync("compute.end");
        Assert.Equal("host.1", Assert.Single(recorder.Received.Entries).PublisherId);
        await listener.StopAsync(Token);

        await using var peer = await ListenWithPeerAsync("--filter-publisher-id", "host", "--filter-event-type", @"compute\..*d$");
        await Notifier(transport).With(publisherId: "my.host").InfoAsync(null, "compute.end", null, Token);
        await Notifier(transport).With(publisherId: "host.1").InfoAsync(null, "compute.start", null, Token);
        await Notifier(transport).With(publisherId: "host.1").InfoAsync(null, "compute.end", null, Token);
        var passed = await peer.WaitForEventAsync("notification");
        Assert.Equal("host.1 compute.end", $"{passed.GetProperty("publisher_id")} {passed.GetProperty("event_type")}");
    }

    private Notifier Notifier(Transport transport) => new(transport, new NotifierOptions { Topics = [Topic], ThrowOnFailure = true });

    private static bool Is(JsonElement line, string @event, string property, string value) =>
        line.GetProperty("event").ValueEquals(@event) && line.GetProperty(property).ValueEquals(value);

    private async Task<NotificationListener> ListenAsync(
        Transport transport, NotificationListenerOptions options, params NotificationEndpoint[] endpoints)
    {
        var listener = Own(NotificationListener.Create(transport, [new Target { Topic = Topic }], endpoints, options));
        await listener.StartAsync(Token);
        return listener;
    }

    private async Task<PythonPeer> ListenWithPeerAsync(params IEnumerable<string> arguments)
    {
        var peer = PythonPeer.Start("oslo_notify.py", ["listen", "--url", PeerUrl, "--topic", Topic, .. arguments]);
        await peer.WaitForReadyAsync();
        return peer;
    }

    private async Task NotifyFromPeerAsync(params IEnumerable<string> arguments)
    {
        var result = await PythonPeer.RunAsync("oslo_notify.py", ["notify", "--url", PeerUrl, "--topic", Topic, .. arguments]);
        Assert.True(result.ExitCode == 0, result.Error);
    }
}

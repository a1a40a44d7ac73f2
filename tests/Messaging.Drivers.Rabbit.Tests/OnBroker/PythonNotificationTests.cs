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
            "--payload", """{"text": "zoë 你 🐍", "list": [1, null, 2.5]}""", "--context", """{"user": "u", "auth_token": "secret"}""");

        var notification = await recorder.WaitForAsync("compute.start");
        Assert.Equal(NotificationPriority.Warn, notification.Priority);
        Assert.Equal("host.one", notification.PublisherId);
        Assert.Equal("zoë 你 🐍", notification.Payload["text"].GetString());
        Assert.Equal(2.5, notification.Payload["list"][2].GetDouble());
        Assert.Equal("u", notification.Context["user"].GetString());
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

    private async Task ListenAsync(Transport transport, NotificationListenerOptions options, params NotificationEndpoint[] endpoints)
    {
        var listener = Own(NotificationListener.Create(transport, [new Target { Topic = Topic }], endpoints, options));
        await listener.StartAsync(Token);
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

using Messaging.DriverContract;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>Notifications when the broker goes away, and when it was never there.</summary>
public sealed class NotificationRecoveryTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    [Fact]
    public async Task A_notifier_and_a_listener_outlive_their_connections()
    {
        await using var proxy = TcpProxy.Start(Node.Port);
        var url = $"rabbit://guest:guest@127.0.0.1:{proxy.Port}/";
        var recorder = new NotificationRecorder();
        var listener = Own(NotificationListener.Create(await OpenAsync(url), [new Target { Topic = Topic }], [recorder.ForAll()]));
        await listener.StartAsync(Token);
        var notifier = new Notifier(await OpenAsync(url), new NotifierOptions { Topics = [Topic], ThrowOnFailure = true });
        await notifier.InfoAsync(null, "before", null, Token);
        await recorder.WaitForAsync("before");

        proxy.CutAll();
        await notifier.InfoAsync(null, "after", null, Token);

        await recorder.WaitForAsync("after");
    }

    [Fact]
    public async Task A_notification_without_a_broker_is_given_up_in_its_time_and_the_caller_goes_on()
    {
        Log.Expect("NotificationFailed");
        await using var nowhere = TcpProxy.Start(Node.Port);
        var url = $"rabbit://guest:guest@127.0.0.1:{nowhere.Port}/";
        nowhere.Refuse();
        var transport = Own(Transport.Create(url, Options()));
        var quiet = new Notifier(transport, new NotifierOptions { Topics = [Topic, Topic + "-2"], Timeout = TimeSpan.FromMilliseconds(200) });
        var loud = new Notifier(
            transport, new NotifierOptions { Topics = [Topic], Timeout = TimeSpan.FromMilliseconds(200), ThrowOnFailure = true });

        await quiet.InfoAsync(null, "lost", null, Token);
        Assert.Equal(2, Log.Entries.Count(entry => entry.EventId.Name == "NotificationFailed"));

        var error = await Assert.ThrowsAsync<DeliveryException>(() => loud.InfoAsync(null, "lost", null, Token));
        Assert.Contains("The notification 'lost' was not sent within 0.2 s.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_that_begin_at_once_are_all_sent()
    {
        var recorder = new NotificationRecorder();
        var listener = Own(NotificationListener.Create(await OpenAsync(), [new Target { Topic = Topic }], [recorder.ForAll()]));
        await listener.StartAsync(Token);
        var transport = await OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 500).Select(i =>
            new Notifier(transport, new NotifierOptions { Topics = [Topic], ThrowOnFailure = true }).InfoAsync(null, $"e{i}", null, Token)));

        await recorder.Received.WaitForAsync(_ => recorder.Received.Entries.Count >= 500, "500 notifications");
        Assert.Equal(500, recorder.Received.Entries.Select(n => n.EventType).Distinct().Count());
    }
}

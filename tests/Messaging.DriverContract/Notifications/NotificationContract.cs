namespace Messaging.DriverContract;

/// <summary>Notifications arrive whole, wait for their listeners, and reach each pool.</summary>
public abstract class NotificationContract(IDriverFixture fixture) : NotificationContractTests(fixture)
{
    [ContractFact]
    public async Task A_notification_of_each_priority_arrives_whole()
    {
        var recorder = new NotificationRecorder();
        await ListenAsync(recorder.ForAll());
        var notifier = await NotifierAsync();
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);

        foreach (var priority in Enum.GetValues<NotificationPriority>())
        {
            await notifier.NotifyAsync(priority, new RpcContext { ["user"] = "zoë" }, $"event.{priority}", new { Text = "é 你 🐍", List = new object?[] { 1, null } });
        }

        foreach (var priority in Enum.GetValues<NotificationPriority>())
        {
            var notification = await recorder.WaitForAsync($"event.{priority}");
            Assert.Equal(priority, notification.Priority);
            Assert.Equal("test.host", notification.PublisherId);
            Assert.Equal("zoë", notification.Context["user"].GetString());
            Assert.Equal(RpcValue.Parse("""{"text": "é 你 🐍", "list": [1, null]}"""), notification.Payload);
            Assert.InRange(notification.Metadata.Time!.Value, before, DateTimeOffset.UtcNow.AddSeconds(1));
            Assert.True(Guid.TryParseExact(notification.Metadata.MessageId, "D", out _));
            Assert.False(notification.IsRedelivered);
        }
    }

    [ContractFact]
    public async Task Each_method_of_the_notifier_has_its_priority_and_a_derived_notifier_its_publisher()
    {
        var recorder = new NotificationRecorder();
        await ListenAsync(recorder.ForAll());
        var notifier = (await NotifierAsync()).With(publisherId: "other.host");

        await notifier.AuditAsync(null, "e.Audit");
        await notifier.DebugAsync(null, "e.Debug");
        await notifier.InfoAsync(null, "e.Info");
        await notifier.WarnAsync(null, "e.Warn");
        await notifier.ErrorAsync(null, "e.Error");
        await notifier.CriticalAsync(null, "e.Critical");
        await notifier.SampleAsync(null, "e.Sample");

        foreach (var priority in Enum.GetValues<NotificationPriority>())
        {
            var notification = await recorder.WaitForAsync($"e.{priority}");
            Assert.Equal(priority, notification.Priority);
            Assert.Equal("other.host", notification.PublisherId);
            Assert.Equal(RpcValue.Null, notification.Payload);
        }
    }

    [ContractFact]
    public async Task A_notification_waits_for_its_first_listener()
    {
        var notifier = await NotifierAsync();
        await notifier.InfoAsync(null, "early", new { n = 1 });

        var recorder = new NotificationRecorder();
        await ListenAsync(recorder.ForAll());

        Assert.Equal(1, (await recorder.WaitForAsync("early")).Payload["n"].GetInt32());
    }

    [ContractFact]
    public async Task A_notification_is_the_same_in_every_topic()
    {
        var recorder = new NotificationRecorder();
        var second = Topic + "-second";
        var listener = Own(NotificationListener.Create(
            await ServerSideAsync(), [new Target { Topic = Topic }, new Target { Topic = second }], [recorder.ForAll()],
            new NotificationListenerOptions()));
        await listener.StartAsync().WithinLimit();
        var notifier = await NotifierAsync(options => options.Topics = [Topic, second]);

        await notifier.InfoAsync(null, "both");
        await notifier.InfoAsync(null, "both");

        await recorder.Received.WaitForAsync(_ => recorder.Received.Entries.Count >= 4, "four notifications");
        var ids = recorder.Received.Entries.Take(4).GroupBy(notification => notification.Metadata.MessageId).ToArray();
        Assert.Equal(2, ids.Length);
        Assert.All(ids, id => Assert.Equal(2, id.Count()));
    }

    [ContractFact]
    public async Task An_exchange_keeps_topics_of_one_name_apart()
    {
        var ours = new NotificationRecorder();
        await ListenAsync(ours.ForAll());
        var theirs = new NotificationRecorder();
        var target = new Target { Topic = Topic + "-x", Exchange = "exchange-" + Topic };
        var listener = Own(NotificationListener.Create(await ServerSideAsync(), [target], [theirs.ForAll()]));
        await listener.StartAsync().WithinLimit();

        await (await NotifierAsync(o => (o.Topics, o.Exchange) = ([target.Topic!], target.Exchange))).InfoAsync(null, "theirs");
        await (await NotifierAsync()).InfoAsync(null, "ours");

        await theirs.WaitForAsync("theirs");
        await ours.WaitForAsync("ours");
        Assert.Single(ours.Received.Entries);
    }

    [ContractFact]
    public async Task A_notification_without_an_envelope_arrives_too()
    {
        var recorder = new NotificationRecorder();
        await ListenAsync(recorder.ForAll());
        var notifier = await NotifierAsync(options => options.Drivers = [NotifierDriver.Messaging]);

        await notifier.InfoAsync(null, "bare", new { n = 1 });

        Assert.Equal(1, (await recorder.WaitForAsync("bare")).Payload["n"].GetInt32());
    }

    [ContractFact]
    public async Task Only_the_priorities_that_an_endpoint_has_a_method_for_are_taken()
    {
        var errors = new NotificationRecorder();
        await ListenAsync(errors.For(NotificationPriority.Error));
        var notifier = await NotifierAsync();

        await notifier.InfoAsync(null, "kept");
        await notifier.ErrorAsync(null, "taken");
        await errors.WaitForAsync("taken");

        var infos = new NotificationRecorder();
        await ListenAsync(infos.For(NotificationPriority.Info));
        await infos.WaitForAsync("kept");
        Assert.Single(errors.Received.Entries);
    }

    [ContractFact]
    public async Task Listeners_share_the_queue_of_a_topic()
    {
        NotificationRecorder a = new(), b = new();
        await ListenAsync(a.ForAll());
        await ListenAsync(b.ForAll());
        var notifier = await NotifierAsync();
        var all = new Journal<string?>();

        for (var i = 0; i < 20; i++)
        {
            await notifier.InfoAsync(null, $"e{i}");
        }

        for (var i = 0; i < 20; i++)
        {
            var (at, other) = (a.WaitForAsync($"e{i}"), b.WaitForAsync($"e{i}"));
            all.Add((await await Task.WhenAny(at, other)).EventType);
        }

        Assert.Equal(20, all.Entries.Distinct().Count());
        Assert.Equal(20, a.Received.Entries.Count + b.Received.Entries.Count);
        Assert.NotEmpty(a.Received.Entries);
        Assert.NotEmpty(b.Received.Entries);
    }

    [ContractFact]
    public async Task Each_pool_gets_a_copy_and_its_listeners_share_it()
    {
        NotificationRecorder plain = new(), one = new(), two = new(), twoAgain = new();
        await ListenAsync(plain.ForAll());
        await ListenAsync(new NotificationListenerOptions { Pool = $"one-{Topic}" }, one.ForAll());
        await ListenAsync(new NotificationListenerOptions { Pool = $"two-{Topic}" }, two.ForAll());
        await ListenAsync(new NotificationListenerOptions { Pool = $"two-{Topic}" }, twoAgain.ForAll());
        var notifier = await NotifierAsync();

        await notifier.InfoAsync(null, "first");
        await notifier.ErrorAsync(null, "second");

        foreach (var eventType in new[] { "first", "second" })
        {
            await plain.WaitForAsync(eventType);
            await one.WaitForAsync(eventType);
            await await Task.WhenAny(two.WaitForAsync(eventType), twoAgain.WaitForAsync(eventType));
        }

        Assert.Equal(2, plain.Received.Entries.Count);
        Assert.Equal(2, one.Received.Entries.Count);
        Assert.Equal(2, two.Received.Entries.Count + twoAgain.Received.Entries.Count);
    }

    [ContractFact]
    public async Task Only_the_safe_values_of_a_context_are_sent()
    {
        var recorder = new NotificationRecorder();
        await ListenAsync(recorder.ForAll());
        var context = new RpcContext { ["user_id"] = "u", ["auth_token"] = "secret", ["tenant"] = "t" };

        await (await NotifierAsync()).InfoAsync(context, "safe");
        await (await NotifierAsync(options => options.ContextKeys = ["tenant"])).InfoAsync(context, "chosen");

        Assert.Equal(["user_id"], (await recorder.WaitForAsync("safe")).Context.Keys);
        Assert.Equal(["tenant"], (await recorder.WaitForAsync("chosen")).Context.Keys);
    }

    [ContractFact]
    public async Task A_notification_that_cannot_be_written_is_logged_or_thrown_as_the_user_chose()
    {
        Log.Expect("NotificationFailed");
        var quiet = await NotifierAsync(options => options.ThrowOnFailure = false);
        var loud = await NotifierAsync();

        await quiet.InfoAsync(null, "unwritable", new { Type = typeof(int) });
        await Log.WaitForAsync("NotificationFailed");
        await Assert.ThrowsAsync<SerializationException>(() => loud.InfoAsync(null, "unwritable", new { Type = typeof(int) }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => quiet.InfoAsync(null, "e", null, new CancellationToken(canceled: true)));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => quiet.InfoAsync(null, ""));
    }
}

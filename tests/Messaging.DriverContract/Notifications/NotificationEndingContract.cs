namespace Messaging.DriverContract;

/// <summary>A notification is acknowledged when the endpoints have run, comes again when one asks for it, and stops nothing when it cannot be read.</summary>
public abstract class NotificationEndingContract(IDriverFixture fixture) : NotificationContractTests(fixture)
{
    private static readonly NotificationListenerOptions Requeues = new() { AllowRequeue = true };

    public static TheoryData<string> Malformed => new(
        "",
        "not json",
        "[]",
        "null",
        "{} {}",
        Raw.Envelope("{}", version: "3.0"),
        Raw.Envelope("not json"),
        Raw.Envelope("[]"),
        Raw.Envelope("""{"priority": 7}"""),
        Raw.Envelope("""{"priority": "INFO", "event_type": {"a": []}}"""),
        Raw.Envelope("""{"priority": "INFO", "publisher_id": ["p"]}"""),
        Raw.Envelope("""{"priority": "INFO", "payload": "\ud800", "event_type": "\ud800"}"""),
        new string('[', 10_000),
        Raw.Envelope("""{"priority": "INFO", "payload": """ + new string('[', 10_000)));

    [ContractFact]
    public async Task A_notification_comes_again_when_a_method_asks_for_it()
    {
        var recorder = new NotificationRecorder(n => n.IsRedelivered ? NotificationResult.Handled : NotificationResult.Requeue);
        await ListenAsync(Requeues, recorder.ForAll());

        await (await NotifierAsync()).InfoAsync(null, "twice");

        var first = await recorder.WaitForAsync("twice");
        var second = await recorder.Received.WaitForAsync(n => n.IsRedelivered, "the second delivery");
        Assert.Equal(first.Metadata.MessageId, second.Metadata.MessageId);
    }

    [ContractFact]
    public async Task A_method_that_fails_is_logged_and_the_notification_comes_again()
    {
        Log.Expect("ListenerMethodFailed");
        var recorder = new NotificationRecorder(n => n.IsRedelivered ? NotificationResult.Handled : throw new ContractException("first"));
        await ListenAsync(Requeues, recorder.ForAll());

        await (await NotifierAsync()).InfoAsync(null, "twice");

        await recorder.Received.WaitForAsync(n => n.IsRedelivered, "the second delivery");
        await Log.WaitForAsync("ListenerMethodFailed");
    }

    [ContractFact]
    public async Task Without_leave_to_requeue_a_notification_comes_once_whatever_becomes_of_it()
    {
        Log.Expect("ListenerMethodFailed");
        var recorder = new NotificationRecorder(n => n.EventType == "fails" ? throw new ContractException("no") : NotificationResult.Requeue);
        var listener = await ListenAsync(recorder.ForAll());
        var notifier = await NotifierAsync();

        await notifier.InfoAsync(null, "fails");
        await notifier.InfoAsync(null, "asks");
        await Log.WaitForAsync("ListenerMethodFailed");
        await Log.WaitForAsync("RequeueNotAllowed");
        await listener.StopAsync().WithinLimit();

        var next = new NotificationRecorder();
        await ListenAsync(next.ForAll());
        await notifier.InfoAsync(null, "last");
        await next.WaitForAsync("last");
        Assert.Equal(2, recorder.Received.Entries.Count);
        Assert.Single(next.Received.Entries);
    }

    [ContractFact]
    public async Task Endpoints_run_in_order_until_one_asks_for_the_notification_again()
    {
        var order = new Journal<string>();
        NotificationEndpoint Endpoint(string name, NotificationResult first) => new NotificationRecorder(n =>
        {
            order.Add(name);
            return n.IsRedelivered ? NotificationResult.Handled : first;
        }).ForAll();
        await ListenAsync(
            Requeues, Endpoint("a", NotificationResult.Handled), Endpoint("b", NotificationResult.Requeue), Endpoint("c", NotificationResult.Handled));

        await (await NotifierAsync()).InfoAsync(null, "e");
        await order.WaitForAsync(name => name == "c", "the last endpoint");

        Assert.Equal(["a", "b", "a", "b", "c"], order.Entries);
    }

    [ContractFact]
    public async Task An_endpoint_gets_what_its_filter_lets_pass()
    {
        NotificationRecorder all = new(), some = new();
        await ListenAsync(all.ForAll(), some.ForAll(new NotificationFilter(
            publisherId: "^test", eventType: @"compute\..*\.end$", context: new Dictionary<string, string> { ["user"] = "a|b" },
            metadata: new Dictionary<string, string> { ["timestamp"] = "20" }, payload: new Dictionary<string, string> { ["state"] = "active" })));
        var notifier = await NotifierAsync();
        var context = new RpcContext { ["user"] = "b" };

        await notifier.InfoAsync(context, "compute.create.start", new { state = "active" });
        await notifier.InfoAsync(context, "my.compute.create.end", new { state = "active" });
        await notifier.InfoAsync(context, "compute.create.end", new { state = "inactive" });
        await notifier.InfoAsync(context, "compute.create.end", new { state = 1 });
        await notifier.InfoAsync(context, "compute.create.end", new[] { "active" });
        await notifier.InfoAsync(null, "compute.create.end", new { state = "active" });
        await notifier.InfoAsync(context, "compute.create.end", new { state = "active again" });

        var passed = await some.Received.WaitForAsync(_ => true, "the notification that passes");
        Assert.Equal("active again", passed.Payload["state"].GetString());
        await all.Received.WaitForAsync(_ => all.Received.Entries.Count == 7, "seven notifications");
        Assert.Single(some.Received.Entries);
    }

    [ContractFact]
    public async Task What_a_listener_had_in_work_when_it_went_comes_to_the_next()
    {
        var point = new SyncPoint();
        var slow = NotificationHandler.Create(NotificationPriority.Info, async (_, token) =>
        {
            await point.ParkAsync(token);
            return NotificationResult.Handled;
        });
        var first = await ListenAsync(
            new NotificationListenerOptions { DrainTimeout = TimeSpan.FromMilliseconds(1) }, new NotificationEndpoint([slow]));
        await (await NotifierAsync()).InfoAsync(null, "unfinished");
        await point.WaitUntilParkedAsync();

        await first.StopAsync().WithinLimit();
        var next = new NotificationRecorder();
        await ListenAsync(next.ForAll());

        Assert.True((await next.WaitForAsync("unfinished")).IsRedelivered);
    }

    [ContractFact]
    public async Task A_listener_that_stops_finishes_what_runs_and_hands_back_what_waits()
    {
        var point = new SyncPoint();
        var seen = new Journal<string?>();
        var handler = NotificationHandler.Create(NotificationPriority.Info, async (notification, _) =>
        {
            await point.ParkAsync(CancellationToken.None);
            seen.Add(notification.EventType);
            return NotificationResult.Handled;
        });
        var listener = await ListenAsync(
            new NotificationListenerOptions { Concurrency = 1, Prefetch = 10 }, new NotificationEndpoint([handler]));
        var notifier = await NotifierAsync();
        await notifier.InfoAsync(null, "runs");
        await point.WaitUntilParkedAsync();
        await notifier.InfoAsync(null, "waits");

        var stopped = listener.StopAsync();
        var next = new NotificationRecorder();
        await ListenAsync(next.ForAll());
        await next.WaitForAsync("waits");
        Assert.False(stopped.IsCompleted);
        point.Release();
        await stopped.WithinLimit();

        Assert.Equal(["runs"], seen.Entries);
        Assert.Single(next.Received.Entries);
    }

    [ContractFact]
    public async Task A_notification_that_comes_twice_is_handled_once_and_its_copy_is_acknowledged()
    {
        var recorder = new NotificationRecorder();
        var listener = await ListenAsync(recorder.ForAll());
        var copy = Info("copied", "an id of another form");

        await PublishRawAsync(copy);
        await recorder.WaitForAsync("copied");
        await PublishRawAsync(copy);
        await Log.WaitForAsync("NotificationDuplicateDropped");
        await listener.StopAsync().WithinLimit();

        var next = new NotificationRecorder();
        await ListenAsync(next.ForAll());
        await PublishRawAsync(Info("last"));
        await next.WaitForAsync("last");
        Assert.Single(recorder.Received.Entries);
        Assert.Single(next.Received.Entries);
    }

    [ContractTheory]
    [MemberData(nameof(Malformed))]
    public async Task A_notification_that_nobody_can_read_is_logged_once_and_dropped(string body)
    {
        var recorder = new NotificationRecorder();
        await ListenAsync(recorder.ForAll());

        await PublishRawAsync(body);
        await PublishRawAsync(Info("next"));
        await recorder.WaitForAsync("next");

        Assert.Single(recorder.Received.Entries);
        Assert.Single(Log.Entries, entry => entry.EventId.Name == "NotificationRefused");
    }

    [ContractFact]
    public async Task Fields_may_be_missing_but_a_priority_has_to_be_one()
    {
        var recorder = new NotificationRecorder();
        await ListenAsync(recorder.ForAll());

        await PublishRawAsync(Raw.Envelope("""{"priority": "urgent", "event_type": "unknown"}"""));
        await PublishRawAsync(Raw.Envelope("{}"));
        await PublishRawAsync("""{"priority": "info", "event_type": null, "_unique_id": 7, "extra": [{}]}""");

        var notification = await recorder.Received.WaitForAsync(_ => true, "the notification");
        Assert.Null(notification.EventType);
        Assert.Null(notification.PublisherId);
        Assert.Equal(new NotificationMetadata(null, null), notification.Metadata);
        Assert.Null(notification.Metadata.Time);
        Assert.True(notification.Payload.IsMissing);
        Assert.Equal(0, notification.PayloadAs<int>());
        Assert.Equal(2, Log.Entries.Count(entry => entry.EventId.Name == "UnknownPriority"));
    }
}

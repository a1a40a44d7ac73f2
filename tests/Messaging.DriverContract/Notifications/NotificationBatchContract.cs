namespace Messaging.DriverContract;

/// <summary>Notifications are gathered into batches, each of one priority.</summary>
public abstract class NotificationBatchContract(IDriverFixture fixture) : NotificationContractTests(fixture)
{
    private static readonly TimeSpan Forever = Timeout.InfiniteTimeSpan;

    [ContractFact]
    public async Task A_batch_is_given_when_it_is_full()
    {
        var batches = new Journal<IReadOnlyList<Notification>>();
        await ListenAsync(new NotificationListenerOptions { BatchSize = 5, BatchTimeout = Forever }, Endpoint(batches));
        var notifier = await NotifierAsync();

        for (var i = 0; i < 10; i++)
        {
            await notifier.InfoAsync(null, $"e{i}");
        }

        await batches.WaitForAsync(_ => batches.Entries.Count == 2, "two batches");
        Assert.All(batches.Entries, batch => Assert.Equal(5, batch.Count));
        Assert.Equal(
            Enumerable.Range(0, 10).Select(i => $"e{i}"), batches.Entries.SelectMany(batch => batch).Select(n => n.EventType!).Order());
    }

    [ContractFact]
    public async Task A_batch_that_is_not_full_is_given_when_its_first_has_waited_long_enough()
    {
        var batches = new Journal<IReadOnlyList<Notification>>();
        await ListenAsync(
            new NotificationListenerOptions { BatchSize = 100, BatchTimeout = TimeSpan.FromMilliseconds(100) }, Endpoint(batches));
        var notifier = await NotifierAsync();

        for (var i = 0; i < 3; i++)
        {
            await notifier.InfoAsync(null, $"e{i}");
        }

        await batches.WaitForAsync(_ => batches.Entries.Sum(batch => batch.Count) == 3, "three notifications");
    }

    [ContractFact]
    public async Task A_batch_holds_one_priority_and_what_passes_the_filter()
    {
        var batches = new Journal<IReadOnlyList<Notification>>();
        await ListenAsync(
            new NotificationListenerOptions { BatchSize = 4, BatchTimeout = Forever, Concurrency = 1 }, Endpoint(batches, new NotificationFilter(eventType: "yes")));
        var notifier = await NotifierAsync();

        await notifier.InfoAsync(null, "yes.1");
        await notifier.ErrorAsync(null, "yes.2");
        await notifier.InfoAsync(null, "no");
        await notifier.InfoAsync(null, "yes.3");

        await batches.WaitForAsync(_ => batches.Entries.Count == 2, "two batches");
        Assert.Equal(["yes.2"], batches.Entries[0].Select(n => n.EventType));
        Assert.Equal(["yes.1", "yes.3"], batches.Entries[1].Select(n => n.EventType).Order());
    }

    [ContractFact]
    public async Task A_batch_comes_again_as_a_whole()
    {
        var batches = new Journal<IReadOnlyList<Notification>>();
        await ListenAsync(
            new NotificationListenerOptions { BatchSize = 2, BatchTimeout = Forever, AllowRequeue = true },
            Endpoint(batches, decide: batch => batch[0].IsRedelivered ? NotificationResult.Handled : NotificationResult.Requeue));
        var notifier = await NotifierAsync();

        await notifier.InfoAsync(null, "a");
        await notifier.InfoAsync(null, "b");

        await batches.WaitForAsync(batch => batch.All(n => n.IsRedelivered), "the batch again");
        Assert.Equal(["a", "b"], batches.Entries[1].Select(n => n.EventType!).Order());
    }

    [ContractFact]
    public async Task What_was_gathered_when_the_listener_stops_goes_to_the_next()
    {
        var batches = new Journal<IReadOnlyList<Notification>>();
        var gathering = await ListenAsync(new NotificationListenerOptions { BatchSize = 100, BatchTimeout = Forever }, Endpoint(batches));
        var notifier = await NotifierAsync();
        await notifier.InfoAsync(null, "gathered");

        await gathering.StopAsync().WithinLimit();
        var next = new NotificationRecorder();
        await ListenAsync(next.ForAll());

        await next.WaitForAsync("gathered");
        Assert.Empty(batches.Entries);
    }

    private static NotificationEndpoint Endpoint(
        Journal<IReadOnlyList<Notification>> batches, NotificationFilter? filter = null,
        Func<IReadOnlyList<Notification>, NotificationResult>? decide = null) =>
        new(
            Enum.GetValues<NotificationPriority>().Select(priority => NotificationHandler.CreateBatch(priority, (batch, _) =>
            {
                batches.Add(batch);
                return new(decide?.Invoke(batch) ?? NotificationResult.Handled);
            })),
            filter);
}

using Messaging.DriverContract;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>
/// Exchanges and bindings that somebody takes away while queues and consumers live, so that nobody is told: servers bind their queues again,
/// what was sent meanwhile waits for that, and where it cannot, its sender is told what is wrong.
/// </summary>
public sealed class VanishedBindingTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private const int ExchangeRestored = 5114;

    [Fact]
    public async Task A_deleted_exchange_is_made_again_by_its_servers_and_calls_go_on()
    {
        var (host, calculator) = await ServeWatchedAsync();
        var client = Client(await OpenAsync(host));
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));

        await DeleteExchangeAsync("openstack");
        await Log.WaitForAsync(e => e.EventId.Id == ExchangeRestored && e.Message.Contains("'openstack'", StringComparison.Ordinal));

        Assert.Equal(7, await client.CallAsync<int>(null, "add", new { a = 3, b = 4 }, Token));
        Assert.Equal(7, await client.With(server: "s1").CallAsync<int>(null, "add", new { a = 3, b = 4 }, Token));
        await CancelOneAsync(client, calculator);
    }

    [Fact]
    public async Task An_exchange_that_a_sender_made_again_gets_its_bindings_back()
    {
        var (host, _) = await ServeWatchedAsync();
        var client = Client(await OpenAsync(host));
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));

        // The sender is the first to notice, and the broker returns what nothing leads to.
        await DeleteExchangeAsync("openstack");
        await client.CastAsync(null, "note", new { text = "x" }, Token);

        Assert.Equal(7, await client.CallAsync<int>(null, "add", new { a = 3, b = 4 }, Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".s1")]
    public async Task A_queue_that_was_unbound_is_bound_again(string suffix)
    {
        var (host, _) = await ServeWatchedAsync();
        var client = Client(await OpenAsync(host));
        client = suffix.Length == 0 ? client : client.With(server: "s1");
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));

        await UnbindAsync("openstack", Topic + suffix, Topic + suffix);

        Assert.Equal(7, await client.CallAsync<int>(null, "add", new { a = 3, b = 4 }, Token));
    }

    [Fact]
    public async Task A_queue_that_is_unbound_while_others_of_its_server_are_busy_is_bound_again()
    {
        var (host, calculator) = await ServeWatchedAsync();
        var client = Client(await OpenAsync(host));
        await client.With(fanout: true).CastAsync(null, "note", new { text = "before" }, Token);
        await calculator.WaitForAsync("before");
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var busy = CallUntilAsync(client.With(server: "s1"), enough.Token);

        await DeleteExchangeAsync($"{Topic}_fanout");
        await client.With(fanout: true).CastAsync(null, "note", new { text = "after" }, Token);

        await calculator.WaitForAsync("after");
        await enough.CancelAsync();
        await busy;
    }

    [Fact]
    public async Task A_fanout_that_no_server_gets_although_there_are_some_is_an_error_and_not_confirmed()
    {
        var host = await Node.AddVirtualHostAsync(Topic);
        await ServeAsync(await OpenAsync(host, new RabbitOptions { Recovery = { WatchInterval = TimeSpan.Zero } }), new Calculator());
        var client = Client(await OpenAsync(host, new RabbitOptions { Recovery = { MaxReconnectDelay = TimeSpan.FromSeconds(1), WatchInterval = TimeSpan.Zero } }));
        await client.With(fanout: true).CastAsync(null, "note", new { text = "before" }, Token);

        await DeleteExchangeAsync($"{Topic}_fanout");

        var error = await Assert.ThrowsAsync<DeliveryException>(
            () => client.With(fanout: true).CastAsync(null, "note", new { text = "after" }, Token));
        Assert.True(error.IsTransient);
        Assert.Contains($"none of their queues is bound to exchange '{Topic}_fanout'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fanout_to_a_topic_that_nobody_serves_any_more_is_gone_at_once()
    {
        var host = await Node.AddVirtualHostAsync(Topic);
        var client = Client(await OpenAsync(host), 600).With(fanout: true);
        await using (var server = await ServeAsync(await OpenAsync(host), new Calculator()))
        {
            await client.CastAsync(null, "note", new { text = "x" }, Token);
        }

        await client.CastAsync(null, "note", new { text = "x" }, Token);
        await new RpcClient(await OpenAsync(host), new Target { Topic = Topic + "x" }).With(fanout: true)
            .CastAsync(null, "note", new { text = "x" }, Token);
    }

    [Fact]
    public async Task A_call_to_a_server_that_nothing_leads_to_says_so()
    {
        var host = await Node.AddVirtualHostAsync(Topic);
        await ServeAsync(await OpenAsync(host, new RabbitOptions { Recovery = { WatchInterval = TimeSpan.Zero } }), new Calculator());
        var client = Client(await OpenAsync(host), 5);
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        await UnbindAsync("openstack", Topic, Topic);

        var late = await Assert.ThrowsAsync<CallTimeoutException>(() => client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.Contains($"Queue '{Topic}' has 1 consumer but no binding", late.Message, StringComparison.Ordinal);

        // One that never got anything there does not wait for it.
        var other = Client(await OpenAsync(host), 5);
        var nobody = await Assert.ThrowsAsync<NoServerException>(() => other.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.Contains($"Queue '{Topic}' has 1 consumer but no binding", nobody.Message, StringComparison.Ordinal);
        Assert.Contains("exchange 'openstack'", nobody.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_notification_whose_queue_lost_its_binding_gets_there(bool isExchange)
    {
        var host = await Node.AddVirtualHostAsync(Topic);
        var recorder = new NotificationRecorder();
        var listener = Own(NotificationListener.Create(
            await OpenAsync(host, Watched()), [new Target { Topic = Topic }], [recorder.For(NotificationPriority.Info)],
            new NotificationListenerOptions { Pool = Topic + "-pool" }));
        await listener.StartAsync(Token);
        var notifier = new Notifier(await OpenAsync(host), new NotifierOptions { Topics = [Topic], ThrowOnFailure = true });
        await notifier.InfoAsync(null, "before", null, Token);
        await recorder.WaitForAsync("before");

        if (isExchange)
        {
            await DeleteExchangeAsync("openstack");
        }
        else
        {
            await UnbindAsync("openstack", $"{Topic}.info", $"{Topic}.info");
            await UnbindAsync("openstack", Topic + "-pool", $"{Topic}.info");
        }

        await notifier.InfoAsync(null, "meanwhile", null, Token);

        // It waits in the queue of the sender, whatever became of the pool's.
        var all = new NotificationRecorder();
        var second = Own(NotificationListener.Create(
            await OpenAsync(host), [new Target { Topic = Topic }], [all.For(NotificationPriority.Info)]));
        await second.StartAsync(Token);
        await all.WaitForAsync("meanwhile");
        await UntilAsync(recorder, () => notifier.InfoAsync(null, "after", null, Token));
    }

    private static async Task UntilAsync(NotificationRecorder recorder, Func<Task> notify)
    {
        // A listener is not told that its binding is there again, nor is a sender.
        while (recorder.Received.Entries.All(notification => notification.EventType != "after"))
        {
            await notify();
        }
    }

    private static async Task CallUntilAsync(RpcClient client, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token);
        }
    }

    private static async Task CancelOneAsync(RpcClient client, Calculator calculator)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var parked = client.CallAsync<int>(null, "park", new { value = 1 }, cancel.Token);
        await calculator.WaitForAsync("parked 1");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => parked);
        await calculator.WaitForAsync("cancelled 1");
    }

    private static RabbitOptions Watched() => new() { Recovery = { WatchInterval = TimeSpan.FromMilliseconds(400) } };

    private async Task<(string Host, Calculator Calculator)> ServeWatchedAsync()
    {
        var host = await Node.AddVirtualHostAsync(Topic);
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(host, Watched()), calculator);
        return (host, calculator);
    }

    private Task DeleteExchangeAsync(string exchange) => Node.RunCtlAsync(
        "eval", $"rabbit_exchange:delete(rabbit_misc:r(<<\"{Topic}\">>, exchange, <<\"{exchange}\">>), false, <<\"test\">>).");

    private Task UnbindAsync(string exchange, string queue, string key) => Node.RunCtlAsync(
        "eval",
        $"rabbit_binding:remove({{binding, rabbit_misc:r(<<\"{Topic}\">>, exchange, <<\"{exchange}\">>), <<\"{key}\">>, "
            + $"rabbit_misc:r(<<\"{Topic}\">>, queue, <<\"{queue}\">>), []}}, <<\"test\">>).");
}

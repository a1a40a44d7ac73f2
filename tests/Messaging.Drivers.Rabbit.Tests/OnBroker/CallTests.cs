using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>What only this driver does: cancellations that travel, channels that are few, nothing that piles up.</summary>
public sealed class CallTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    [Fact]
    public async Task A_cancelled_call_ends_at_once_and_its_method_is_cancelled_at_the_server()
    {
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(), calculator);
        using var cancelled = new CancellationTokenSource();
        var call = Client(await OpenAsync(), 600).CallAsync<int>(null, "park", new { value = 1 }, cancelled.Token);
        await calculator.WaitForAsync("parked 1");

        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await calculator.WaitForAsync("cancelled 1");
    }

    [Fact]
    public async Task The_error_of_a_call_that_timed_out_says_what_the_broker_knows_of_its_queue()
    {
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(), calculator);
        var clock = new ManualTimeProvider();
        var options = Options();
        options.TimeProvider = clock;
        var transport = Own(await Transport.OpenAsync(Node.Url, options, Token));
        var calls = Enumerable.Range(0, 3)
            .Select(i => Client(transport, 30).CallAsync<int>(null, "park", new { value = i }, Token)).ToArray();
        foreach (var i in Enumerable.Range(0, 3))
        {
            await calculator.WaitForAsync($"parked {i}");
        }

        clock.Advance(TimeSpan.FromSeconds(31));

        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<CallTimeoutException>(() => call);
            Assert.EndsWith($"Queue '{Topic}' has 1 consumer; no message waits in it.", error.Message, StringComparison.Ordinal);
        }

        calculator.Release();
    }

    [Fact]
    public async Task A_cancellation_passes_a_server_that_is_full()
    {
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(), calculator, options: new RpcServerOptions { Dispatch = DispatchPolicy.Concurrent(1),
            Prefetch = 1, AcknowledgeCalls = AcknowledgeMode.WhenDone });
        var client = Client(await OpenAsync(), 600);
        using var cancelled = new CancellationTokenSource();
        var first = client.CallAsync<int>(null, "park", new { value = 1 }, cancelled.Token);
        await calculator.WaitForAsync("parked 1");
        var second = client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token);

        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(3, await second);
    }

    [Fact]
    public async Task Ten_thousand_calls_leave_nothing_behind_that_was_not_there_after_ten()
    {
        var factory = new CapturingFactory();
        var transport = await OpenAsync(options: new RabbitOptions { ConnectionName = Topic }, factory: factory);
        await ServeAsync(transport, new Calculator());
        var client = Client(transport);
        await CallAsync(client, 10);
        var before = await LookAsync(factory);

        await CallAsync(client, 10_000);

        var after = await LookAsync(factory);
        Assert.Equal(before.Connections, after.Connections);
        Assert.Equal(before.Queues, after.Queues);

        // Those without confirms come with the load.
        Assert.InRange(after.Channels, before.Channels, before.Channels + new RabbitOptions().PublishChannels);
        Assert.Equal(0, factory.Driver.PendingCalls);
        Assert.Equal(0, factory.Driver.BackgroundTasks);
    }

    [Fact]
    public async Task After_a_transport_is_closed_no_connection_of_it_is_left()
    {
        var transport = await OpenAsync(options: new RabbitOptions { ConnectionName = Topic });
        await (await ServeAsync(transport, new Calculator())).StopAsync(Token);
        await transport.DisposeAsync();
        Assert.DoesNotContain(await Node.ListAsync("connections", "client_properties"), c =>
            c.GetRawText().Contains(Topic, StringComparison.Ordinal));
    }

    private static async Task CallAsync(RpcClient client, int count)
    {
        var left = count;
        await Task.WhenAll(Enumerable.Range(0, 32).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
            }
        }));
    }

    private async Task<(int Connections, int Channels, int Queues)> LookAsync(CapturingFactory factory)
    {
        var connections = await Node.ListAsync("connections", "pid", "channels", "client_properties");
        var mine = connections.Where(c => c.GetRawText().Contains(Topic, StringComparison.Ordinal)).ToArray();
        var queues = await Node.ListAsync("queues", "name");
        var names = queues.Select(q => q.GetProperty("name").GetString()!);
        return (mine.Length, mine.Sum(c => c.GetProperty("channels").GetInt32()),
            names.Count(n => n.Contains(Topic, StringComparison.Ordinal) || n == factory.Driver.ReplyQueue));
    }
}

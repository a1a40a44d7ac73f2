using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.TransientQueues;

/// <summary>Services with any options start, call, cast, fan out and notify on a broker that denies transient queues, and nothing is lost.</summary>
public sealed class DeniedQueueTests(DenyingNode broker) : BrokerTest(broker.Node), IClassFixture<DenyingNode>
{
    private const int TransientQueuesDenied = 5112;

    [Theory]
    [InlineData("", true)]
    [InlineData("?amqp_durable_queues=true", true)]
    [InlineData("?amqp_auto_delete=true", true)]
    [InlineData("?rabbit_quorum_queue=true", true)]
    [InlineData("?rabbit_ha_queues=true", true)]
    [InlineData("?rabbit_transient_queues_ttl=0", true)]
    [InlineData("?use_queue_manager=true&hostname=h&processname=TOPIC", true)]
    [InlineData("?dead_letter_queues=true", true)]
    [InlineData("?amqp_durable_queues=true&rabbit_transient_quorum_queue=true", false)]
    [InlineData("?rabbit_quorum_queue=true&rabbit_transient_quorum_queue=true&rabbit_stream_fanout=true&rabbit_qos_prefetch_count=8", false)]
    public async Task A_service_works_under_all_options_and_says_once_what_the_broker_wants(string query, bool isTold)
    {
        var transport = await OpenAsync(await Node.AddVirtualHostAsync(Topic) + query.Replace("TOPIC", Topic, StringComparison.Ordinal));
        await TryAllAsync(transport, transport);

        AssertTold(isTold ? 1 : 0);
        Assert.DoesNotContain(Log.Entries, e => e.EventId.Id is 5002 or 5101);
        if (broker.Denies)
        {
            Assert.All(
                await BrokerView.ListAsync(Node, Topic, "queues", "name", "durable"),
                queue => Assert.EndsWith("durable=True", queue, StringComparison.Ordinal));

            // Python's services, which need them so, could not use others.
            Assert.All(
                await BrokerView.ListAsync(Node, Topic, "exchanges", "name", "durable"),
                exchange => Assert.EndsWith("durable=True", exchange, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Each_side_alone_finds_out_for_itself_and_finds_what_the_others_made()
    {
        var host = await Node.AddVirtualHostAsync(Topic);
        for (var round = 0; round < 2; round++)
        {
            await TryAllAsync(await OpenAsync(host), await OpenAsync(host), $"s{round}", $"round {round}");
        }
    }

    [Fact]
    public async Task Services_with_durable_queues_and_those_that_know_of_none_share_a_topic()
    {
        var host = await Node.AddVirtualHostAsync(Topic);
        var durable = await OpenAsync(host + "?amqp_durable_queues=true");
        await TryAllAsync(durable, durable, "s1", "durable");
        var plain = await OpenAsync(host);
        await TryAllAsync(plain, durable, "s2", "plain");
        await TryAllAsync(durable, plain, "s3", "durable again");
    }

    [Fact]
    public async Task A_hundred_first_messages_at_once_are_all_delivered()
    {
        var host = await Node.AddVirtualHostAsync(Topic);
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(host), calculator);
        var recorder = new NotificationRecorder();
        var listener = Own(NotificationListener.Create(
            await OpenAsync(host), [new Target { Topic = Topic + ".n" }], [recorder.For(NotificationPriority.Info)]));
        await listener.StartAsync(Token);
        await Node.DeleteQueueAsync($"{Topic}.n.info", Topic);

        var transport = await OpenAsync(host);
        var notifier = new Notifier(transport, new NotifierOptions { Topics = [Topic + ".n"], ThrowOnFailure = true });
        var sent = Enumerable.Range(0, 100).Select(i => (i % 4) switch
        {
            0 => (Task)notifier.InfoAsync(null, $"n{i}", null, Token),
            1 => Client(transport).CastAsync(null, "note", new { text = $"n{i}" }, Token),
            2 => Client(transport).With(fanout: true).CastAsync(null, "note", new { text = $"n{i}" }, Token),
            _ => Client(transport).CallAsync<int>(null, "add", new { a = i, b = 0 }, Token),
        });
        await Task.WhenAll(sent);

        foreach (var i in Enumerable.Range(0, 100))
        {
            await (i % 4 == 0 ? recorder.WaitForAsync($"n{i}") : i % 4 == 3 ? Task.CompletedTask : calculator.WaitForAsync($"n{i}"));
        }
    }

    [Fact]
    public async Task A_call_that_may_run_twice_and_was_lost_in_the_broker_is_sent_again_once_the_broker_is_back()
    {
        await using var proxy = TcpProxy.Start(Node.Port);
        var through = await Node.AddVirtualHostAsync(Topic);
        var client = Client(await OpenAsync(through.Replace($":{Node.Port}", $":{proxy.Port}", StringComparison.Ordinal)))
            .With(idempotent: true, timeout: TimeSpan.FromMinutes(3));
        var other = await OpenAsync(through);
        await using (await ServeAsync(other, new Calculator()))
        {
            Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        }

        // It waits in a queue that goes, with whatever took it, while its caller is not connected.
        var call = client.CallAsync<int>(null, "add", new { a = 3, b = 4 }, Token);
        await WaitForMessageAsync();
        proxy.Refuse();
        proxy.CutAll();
        await Node.DeleteQueueAsync(Topic, Topic);
        await ServeAsync(other, new Calculator(), "s2");
        Assert.False(call.IsCompleted);
        proxy.Accept();

        // Where the queue of replies is not durable, its being there says that the broker did not restart.
        if (broker.Denies)
        {
            Assert.Equal(7, await call);
        }
    }

    private async Task WaitForMessageAsync()
    {
        while (!(await BrokerView.ListAsync(Node, Topic, "queues", "name", "messages")).Contains($"{Topic} messages=1"))
        {
            // The broker tells nobody: it is asked again. Each question takes a second.
        }
    }

    private async Task TryAllAsync(Transport serving, Transport calling, string server = "s1", string text = "x")
    {
        var calculator = new Calculator();
        await ServeAsync(serving, calculator, server);
        var client = Client(calling);
        Assert.Equal(3, await client.With(server: server).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.Equal(7, await client.CallAsync<int>(null, "add", new { a = 3, b = 4 }, Token));
        await client.With(server: server).CastAsync(null, "note", new { text = $"cast {text}" }, Token);
        await client.With(fanout: true).CastAsync(null, "note", new { text = $"fanout {text}" }, Token);
        await calculator.WaitForAsync($"cast {text}");
        await calculator.WaitForAsync($"fanout {text}");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var parked = client.With(server: server).CallAsync<int>(null, "park", new { value = 1 }, cancel.Token);
        await calculator.WaitForAsync("parked 1");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => parked);
        await calculator.WaitForAsync("cancelled 1");

        // The notifier first: it makes the queue, and what it sends waits there.
        await new Notifier(calling, new NotifierOptions { Topics = [Topic], ThrowOnFailure = true }).InfoAsync(null, text, null, Token);
        var recorder = new NotificationRecorder();
        await using var listener = NotificationListener.Create(
            serving, [new Target { Topic = Topic }], [recorder.For(NotificationPriority.Info)]);
        await listener.StartAsync(Token);
        await recorder.WaitForAsync(text);
    }

    private void AssertTold(int times)
    {
        var told = Log.Entries.Where(e => e.EventId.Id == TransientQueuesDenied).ToList();
        Assert.Equal(broker.Denies ? times : 0, told.Count);
        Assert.All(told, entry => Assert.Contains("amqp_durable_queues=true", entry.Message, StringComparison.Ordinal));
    }
}

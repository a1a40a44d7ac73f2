using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>
/// A call that was with a server which was lost comes again to another. Nobody knows whether it ran: only what may run twice is run.
/// </summary>
public sealed class AtMostOnceTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private static readonly RpcServerOptions OneAtATime = new() { Dispatch = DispatchPolicy.Ordered(), Prefetch = 20 };

    [Fact]
    public async Task A_call_that_may_have_run_elsewhere_is_not_run_and_its_caller_is_told()
    {
        var call = await CallThatComesAgainAsync(idempotent: false);
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(), calculator);

        var error = await Assert.ThrowsAsync<ConnectionLostException>(() => call);
        Assert.Contains("may have run", error.Message, StringComparison.Ordinal);
        Assert.Empty(calculator.Seen.Entries);
    }

    [Fact]
    public async Task A_call_that_may_run_twice_is_run()
    {
        var call = await CallThatComesAgainAsync(idempotent: true);
        await ServeAsync(await OpenAsync(), new Calculator());

        Assert.Equal(3, await call);
    }

    [Fact]
    public async Task A_call_whose_server_acknowledges_when_it_is_done_is_run()
    {
        var call = await CallThatComesAgainAsync(idempotent: false);
        await ServeAsync(
            await OpenAsync(), new Calculator(), options: new RpcServerOptions { AcknowledgeCalls = AcknowledgeMode.WhenDone });

        Assert.Equal(3, await call);
    }

    [Fact]
    public async Task Calls_that_wait_in_a_server_that_stops_are_handed_to_another_as_new()
    {
        var first = new Calculator();
        var server = await ServeAsync(await OpenAsync(), first, "s1", OneAtATime);
        var client = Client(await OpenAsync());
        var parked = client.CallAsync<int>(null, "park", new { value = 1 }, Token);
        await first.WaitForAsync("parked 1");
        var calls = Enumerable.Range(0, 10).Select(i => client.CallAsync<int>(null, "add", new { a = i, b = 1 }, Token)).ToArray();
        var casts = Enumerable.Range(0, 10).Select(i => client.CastAsync(null, "note", new { text = $"cast {i}" }, Token)).ToArray();
        await Task.WhenAll(casts);

        var stopping = server.StopAsync(Token);
        var second = new Calculator();
        await ServeAsync(await OpenAsync(), second, "s2");

        Assert.Equal(Enumerable.Range(1, 10), await Task.WhenAll(calls));
        foreach (var i in Enumerable.Range(0, 10))
        {
            await second.WaitForAsync($"cast {i}");
        }

        first.Release();
        Assert.Equal(1, await parked);
        await stopping;
        Assert.Equal(10, second.Seen.Entries.Count(entry => entry.StartsWith("cast", StringComparison.Ordinal)));
    }

    /// <summary>A call that was delivered to a consumer which was lost with its channel, so that the broker has it again.</summary>
    private async Task<Task<int>> CallThatComesAgainAsync(bool idempotent)
    {
        var before = await ServeAsync(await OpenAsync(), new Calculator(), "s0");
        await before.StopAsync(Token);
        await using var connection = await new ConnectionFactory { HostName = "127.0.0.1", Port = Node.Port }.CreateConnectionAsync(Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new RabbitMQ.Client.Events.AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, _) =>
        {
            taken.TrySetResult();
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(Topic, autoAck: false, consumer, Token);
        var call = Client(await OpenAsync()).With(idempotent: idempotent).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token);
        await taken.Task.WaitAsync(Messaging.TestKit.WaitLimit.Default, Token);
        return call;
    }
}

using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>A process that comes and goes leaves no queue of replies behind, unless something may still come to it.</summary>
public sealed class ReplyQueueLifeTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    [Theory]
    [InlineData("")]
    [InlineData("?rabbit_transient_quorum_queue=true")]
    public async Task It_goes_with_the_transport_when_every_call_was_answered(string query)
    {
        var host = await Node.AddVirtualHostAsync(Topic);
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(host + query), calculator);
        await using (var transport = await Transport.OpenAsync(host + query, Options(), Token))
        {
            Assert.Equal(3, await Client(transport).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
            await Assert.ThrowsAsync<NoServerException>(
                () => Client(transport).With(server: "nobody").CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));

            // Its server ends it, and says so, before the queue goes.
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var parked = Client(transport).CallAsync<int>(null, "park", new { value = 1 }, cancel.Token);
            await calculator.WaitForAsync("parked 1");
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => parked);
            await Log.WaitForAsync("LateReply");
            Assert.Equal(1, await CountAsync());
        }

        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task It_stays_for_a_while_when_a_server_is_still_at_work_on_a_call()
    {
        var host = await Node.AddVirtualHostAsync(Topic);
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(host), calculator);
        Task<int> pending;
        await using (var transport = await Transport.OpenAsync(host, Options(), Token))
        {
            pending = Client(transport).CallAsync<int>(null, "park", new { value = 1 }, Token);
            await calculator.WaitForAsync("parked 1");
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(() => pending);
        Assert.Equal(1, await CountAsync());
        calculator.Release();

        // Its reply has a place to go, and nobody tries it again and again.
        Assert.Equal(3, await Client(await OpenAsync(host)).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.DoesNotContain(Log.Entries, e => e.EventId.Id is 5202 or 5404);
    }

    [Fact]
    public async Task One_whose_name_stays_stays_too()
    {
        var host = await Node.AddVirtualHostAsync(Topic) + $"?use_queue_manager=true&hostname=h&processname={Topic}";
        await ServeAsync(await OpenAsync(host), new Calculator());
        await using (var transport = await Transport.OpenAsync(host, Options(), Token))
        {
            Assert.Equal(3, await Client(transport).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        }

        Assert.Equal(1, await CountAsync());
    }

    private async Task<int> CountAsync() => (await BrokerView.ListAsync(Node, Topic, "queues", "name"))
        .Count(name => name.StartsWith("reply_", StringComparison.Ordinal));
}

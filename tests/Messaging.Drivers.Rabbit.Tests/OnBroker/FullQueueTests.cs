namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>A queue that an operator gave a limit, and that refuses what is above it.</summary>
public sealed class FullQueueTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    [Fact]
    public async Task A_call_to_a_full_queue_fails_at_once()
    {
        await StopServingAsync(await OpenAsync());
        await LimitAsync(0);
        var transport = await OpenAsync();
        var error = await Assert.ThrowsAsync<DeliveryException>(() => CallAsync(Client(transport)));
        Assert.Contains("basic.nack", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Calls_fail_at_once_when_a_queue_that_was_never_full_gets_full(bool confirmEach)
    {
        var transport = await OpenAsync(options: new RabbitOptions { ConfirmEach = confirmEach });
        var serverSide = await OpenAsync();
        var server = await ServeAsync(serverSide, new Calculator());
        var client = Client(transport);
        for (var i = 0; i < 500; i++)
        {
            await CallAsync(client);
        }

        await server.StopAsync(Token);
        await LimitAsync(0);
        for (var i = 0; i < 50; i++)
        {
            await Assert.ThrowsAsync<DeliveryException>(() => CallAsync(client));
        }
    }

    [Fact]
    public async Task A_queue_that_has_room_again_takes_calls_again()
    {
        var transport = await OpenAsync();
        await StopServingAsync(transport);
        await LimitAsync(0);
        await Assert.ThrowsAsync<DeliveryException>(() => CallAsync(Client(transport)));

        await Node.RunCtlAsync("clear_policy", Topic);
        await ServeAsync(transport, new Calculator());
        Assert.Equal(3, await CallAsync(Client(transport)));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if ((await Node.RunCtlAsync("list_policies")).Contains(Topic, StringComparison.Ordinal))
        {
            await Node.RunCtlAsync("clear_policy", Topic);
        }

        GC.SuppressFinalize(this);
    }

    private static Task<int> CallAsync(RpcClient client) => client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token);

    /// <summary>The queue is there, and nobody takes anything from it.</summary>
    private async Task StopServingAsync(Transport transport) =>
        await (await ServeAsync(transport, new Calculator())).StopAsync(Token);

    private async Task LimitAsync(int messages) => await Node.RunCtlAsync(
        "set_policy", Topic, $"^{Topic}$", $$"""{"max-length":{{messages}},"overflow":"reject-publish"}""", "--apply-to", "queues");
}

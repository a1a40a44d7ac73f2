using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>
/// The broker lets us in and refuses what is asked for then, most often with the whole connection: whoever starts is told at once, with its
/// words and what to do, and the log does not fill.
/// </summary>
public sealed class RefusedWorkTests(BrokerNode broker) : RestrictedUserTest(broker.Node)
{
    [Fact]
    public async Task A_server_that_may_not_have_its_channels_does_not_start_and_starts_once_it_may()
    {
        Log.Expect(5004);
        var transport = await OpenAsync(await LimitedAsync(2));
        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => ServeAsync(transport, new Calculator()));
        AssertLimit(error);

        await Node.RunCtlAsync("clear_user_limits", Topic, "max-channels");
        await Retry.UntilItWorksAsync(() => ServeAsync(transport, new Calculator(), "s2"));
        Assert.Equal(3, await Client(transport).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }

    [Fact]
    public async Task Calls_and_casts_that_may_not_have_their_channels_fail_at_once()
    {
        Log.Expect(5004);
        var client = Client(await OpenAsync(await LimitedAsync(1)), 600);
        AssertLimit(await Assert.ThrowsAsync<ConnectionFailedException>(() => client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token)));
        AssertLimit(await Assert.ThrowsAsync<ConnectionFailedException>(() => client.CastAsync(null, "note", new { text = "x" }, Token)));
        var listener = NotificationListener.Create(
            await OpenAsync(Url()), [new Target { Topic = Topic }], [new DriverContract.NotificationRecorder().ForAll()]);
        Own(listener);
        AssertLimit(await Assert.ThrowsAsync<ConnectionFailedException>(() => listener.StartAsync(Token)));
    }

    [Fact]
    public async Task A_transport_that_may_not_have_one_channel_does_not_open()
    {
        Log.Expect(5004);
        await LimitedAsync(0);
        AssertLimit(await Assert.ThrowsAsync<ConnectionFailedException>(() => OpenAsync(Url())));
    }

    [Fact]
    public async Task A_server_that_loses_its_channels_again_and_again_says_so_once_and_goes_on_when_it_may()
    {
        Log.Expect(5004);
        await using var proxy = TcpProxy.Start(Node.Port);
        await LimitedAsync(100);
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(Url(proxy.Port)), calculator);
        await proxy.WaitForConnectionsAsync(2);

        await Node.RunCtlAsync("set_user_limits", Topic, """{"max-channels": 2}""");
        proxy.CutAll();
        await proxy.WaitForConnectionsAsync(9);
        await Log.WaitForAsync(e => e.EventId.Id == 5004);
        await Node.RunCtlAsync("clear_user_limits", Topic, "max-channels");
        await Log.WaitForAsync(e => e.EventId.Id == 5103, WaitLimit.Start);

        // Each of the two connections was lost and refused; the rest is news of the second minute.
        var lines = Log.Entries.Where(e => e.Level >= Microsoft.Extensions.Logging.LogLevel.Warning).ToList();
        Assert.True(lines.Count <= 6, string.Join('\n', lines));
        await Client(await OpenAsync()).CastAsync(null, "note", new { text = "after" }, Token);
        await calculator.WaitForAsync("after");
    }

    [Fact]
    public async Task A_virtual_host_that_takes_no_more_queues_is_named_with_the_command()
    {
        var transport = await OpenAsync(await Node.AddVirtualHostAsync(Topic));
        await Node.RunCtlAsync("set_vhost_limits", "--vhost", Topic, """{"max-queues": 1}""");
        var error = await Assert.ThrowsAsync<DeliveryException>(() => ServeAsync(transport, new Calculator()));
        Assert.False(error.IsTransient);
        Assert.Contains("queue limit in vhost", error.Message, StringComparison.Ordinal);
        Assert.Contains("rabbitmqctl set_vhost_limits", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Log.Entries, e => e.EventId.Id is 5102 or 5111);
    }

    [Fact]
    public async Task A_name_that_is_the_brokers_own_is_no_matter_of_permissions()
    {
        var transport = await OpenAsync();
        var server = Own(new RpcServer(transport, new Target { Topic = "amq.calc", Server = "s1" }, new RpcServerOptions(), new Calculator()));
        var error = await Assert.ThrowsAsync<DeliveryException>(() => server.StartAsync(Token));
        AssertReserved(error);
        error = await Assert.ThrowsAsync<DeliveryException>(() => new RpcClient(transport, new Target { Topic = Topic, Exchange = "amq.calc" })
            .CastAsync(null, "note", new { text = "x" }, Token));
        AssertReserved(error);
    }

    [Fact]
    public async Task A_broker_with_too_few_channels_for_a_connection_says_how_many()
    {
        await using var node = await RabbitNode.StartAsync("channel_max = 2");
        await using var transport = await Transport.OpenAsync(node.Url, Options(), Token);
        var error = await Assert.ThrowsAsync<DeliveryException>(() => ServeAsync(transport, new Calculator()));
        Assert.Contains("allows 2 channels", error.Message, StringComparison.Ordinal);
        Assert.Contains("channel_max", error.Message, StringComparison.Ordinal);
    }

    private static void AssertReserved(DeliveryException error)
    {
        Assert.Contains("reserved prefix", error.Message, StringComparison.Ordinal);
        Assert.Contains("belong to the broker", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("permission", error.Message, StringComparison.Ordinal);
    }

    private void AssertLimit(ConnectionFailedException error)
    {
        Assert.False(error.IsTransient);
        Assert.Contains("has reached the maximum allowed user limit", error.Message, StringComparison.Ordinal);
        Assert.Contains($"rabbitmqctl set_user_limits {Topic}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("permission", error.Message, StringComparison.Ordinal);
    }

    private async Task<string> LimitedAsync(int channels)
    {
        var url = await AddUserAsync(Topic, "/", ".*", ".*", ".*");
        await Node.RunCtlAsync("set_user_limits", Topic, $$"""{"max-channels": {{channels}}}""");
        return url;
    }

    private string Url(int? port = null) => $"rabbit://{Topic}:{Secret}@127.0.0.1:{port ?? Node.Port}/";
}

using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>
/// What a user gets when the broker cannot be reached or does not let him in: at once, with what to do, and with nothing left open.
/// </summary>
public sealed class ConnectionErrorTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private const string Secret = "s3cr3t-word";

    [Theory]
    [InlineData("guest:" + Secret, "", "refused user 'guest'", "password")]
    [InlineData("nobody:" + Secret, "", "refused user 'nobody'", "password")]
    [InlineData("guest:guest", "nowhere", "virtual host 'nowhere'", "add_vhost")]
    public async Task The_broker_refuses_us(string user, string virtualHost, string what, string advice)
    {
        Log.Expect(5004);
        var error = await Assert.ThrowsAsync<ConnectionFailedException>(
            () => Transport.OpenAsync($"rabbit://{user}@127.0.0.1:{Node.Port}/{virtualHost}", Options(), Token));

        Assert.False(error.IsTransient);
        Assert.Contains($"127.0.0.1:{Node.Port}", error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
        Assert.All(Log.Entries, e => Assert.DoesNotContain(Secret, e.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_listens_at_any_of_the_hosts()
    {
        int one = FreePorts.Next(), two = FreePorts.Next();
        var error = await Assert.ThrowsAsync<ConnectionFailedException>(
            () => Transport.OpenAsync($"rabbit://127.0.0.1:{one},127.0.0.1:{two}/", Options(), Token));

        Assert.True(error.IsTransient);
        Assert.Contains($"127.0.0.1:{one}", error.Message, StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1:{two}", error.Message, StringComparison.Ordinal);
        Assert.Contains("connection refused", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_host_that_answers_is_taken()
    {
        var transport = await OpenAsync($"rabbit://127.0.0.1:{FreePorts.Next()},guest:guest@127.0.0.1:{Node.Port}/");
        await ServeAsync(transport, new Calculator());
        Assert.Equal(3, await Client(transport).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }

    [Fact]
    public async Task A_host_that_accepts_and_says_nothing_is_given_up()
    {
        await using var proxy = TcpProxy.Start(Node.Port);
        proxy.Stall();
        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => Transport.OpenAsync(
            $"rabbit://127.0.0.1:{proxy.Port}/", Options(new RabbitOptions { Recovery = { HostTimeout = TimeSpan.FromSeconds(1) } }), Token));
        Assert.Contains("no answer within 1 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_stays_open_after_a_failed_attempt()
    {
        await using var proxy = TcpProxy.Start(Node.Port);
        Log.Expect(5004);
        await Assert.ThrowsAsync<ConnectionFailedException>(() =>
            Transport.OpenAsync($"rabbit://127.0.0.1:{proxy.Port}/nowhere", Options(), Token));
        await proxy.WaitForClosedAsync(1);
        Assert.Equal(0, proxy.OpenConnections);
    }

    [Fact]
    public async Task A_call_to_nobody_fails_at_once()
    {
        var transport = await OpenAsync();
        await ServeAsync(transport, new Calculator());
        var client = Client(transport, 600);
        var error = await Assert.ThrowsAsync<NoServerException>(() =>
            client.With(server: "s2").CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.Contains("s2", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NoServerException>(() => client.With(server: "s2").CastAsync(null, "note", new { text = "x" }, Token));
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }

    [Fact]
    public async Task Calls_while_the_broker_refuses_us_fail_at_once_and_work_again_when_it_does_not()
    {
        Log.Expect(5004);
        await using var transport = Transport.Create($"rabbit://{Topic}:late@127.0.0.1:{Node.Port}/", Options());
        var client = Client(transport, 600);
        await Assert.ThrowsAsync<ConnectionFailedException>(() => client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        await Assert.ThrowsAsync<ConnectionFailedException>(() => client.CastAsync(null, "note", new { text = "x" }, Token));

        await Node.AddUserAsync(Topic, "late");
        await Log.WaitForAsync(e => e.EventId.Id == 5001 && e.ToString().Contains("publish", StringComparison.Ordinal));
        await client.CastAsync(null, "note", new { text = "x" }, Token);
    }

    [Fact]
    public async Task A_call_times_out_with_the_reason_when_there_is_no_connection()
    {
        await using var transport = Transport.Create($"rabbit://127.0.0.1:{FreePorts.Next()}/", Options());
        var error = await Assert.ThrowsAsync<CallTimeoutException>(
            () => Client(transport, 1).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.Contains("not sent", error.Message, StringComparison.Ordinal);
        Assert.Contains("connection refused", error.Message, StringComparison.Ordinal);

        var cast = await Assert.ThrowsAsync<DeliveryException>(() =>
            Client(transport, 1).CastAsync(null, "note", new { text = "x" }, Token));
        Assert.Contains("was not delivered", cast.Message, StringComparison.Ordinal);
    }
}

using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>
/// Calls that come back because no queue took them: sent again while their server is expected, as after a restart of the broker, which
/// clients reach before servers do.
/// </summary>
public sealed class ExpectedServerTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private const int Connected = 5001;
    private const int NobodyYet = 5204;

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_call_right_after_a_reconnect_waits_for_its_server(bool idempotent, bool compress)
    {
        await using var proxy = TcpProxy.Start(Node.Port);
        var client = Client(await OpenAsync(proxy, Patient(compress))).With(idempotent: idempotent);
        await CutAsync(proxy);

        var calls = Enumerable.Range(0, 20).Select(i => client.CallAsync<int>(null, "add", new { a = i, b = 1 }, Token)).ToArray();
        await Log.WaitForAsync(e => e.EventId.Id == NobodyYet);
        await ServeAsync(await OpenAsync(), new Calculator());

        Assert.Equal(Enumerable.Range(1, 20), await Task.WhenAll(calls));
    }

    [Fact]
    public async Task A_cast_to_one_server_right_after_a_reconnect_waits_for_it()
    {
        await using var proxy = TcpProxy.Start(Node.Port);
        var client = Client(await OpenAsync(proxy, Patient()));
        await CutAsync(proxy);

        var cast = client.With(server: "s1").CastAsync(null, "note", new { text = "x" }, Token);
        await Log.WaitForAsync(e => e.EventId.Id == NobodyYet);
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(), calculator);

        await cast;
        await calculator.WaitForAsync("x");
        Assert.Single(calculator.Seen.Entries);
    }

    [Fact]
    public async Task Casts_to_a_queue_that_was_there_a_moment_ago_wait_for_a_server()
    {
        var serverSide = await OpenAsync();
        var calculator = new Calculator();
        var server = await ServeAsync(serverSide, calculator);
        var client = Client(await OpenAsync(options: Patient()));
        await client.CastAsync(null, "note", new { text = "before" }, Token);
        await calculator.WaitForAsync("before");
        await server.StopAsync(Token);
        await Node.DeleteQueueAsync(Topic);

        var casts = Enumerable.Range(0, 20).Select(i => client.CastAsync(null, "note", new { text = $"cast {i}" }, Token)).ToArray();
        await Log.WaitForAsync(e => e.EventId.Id == NobodyYet);
        await ServeAsync(serverSide, calculator, "s2");

        await Task.WhenAll(casts);
        foreach (var i in Enumerable.Range(0, 20))
        {
            await calculator.WaitForAsync($"cast {i}");
        }

        Assert.Equal(21, calculator.Seen.Entries.Count);
    }

    [Fact]
    public async Task When_no_server_comes_a_cast_to_the_topic_is_gone_as_ever()
    {
        await using var proxy = TcpProxy.Start(Node.Port);
        var client = Client(await OpenAsync(proxy, Hasty()), timeoutSeconds: 600);
        await CutAsync(proxy);

        await client.CastAsync(null, "note", new { text = "x" }, Token);
    }

    [Fact]
    public async Task A_call_to_a_queue_that_was_there_a_moment_ago_waits_for_its_server()
    {
        var serverSide = await OpenAsync();
        var server = await ServeAsync(serverSide, new Calculator());
        var client = Client(await OpenAsync(options: Patient()));
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        await server.StopAsync(Token);
        await Node.DeleteQueueAsync(Topic);

        var call = client.CallAsync<int>(null, "add", new { a = 3, b = 4 }, Token);
        await Log.WaitForAsync(e => e.EventId.Id == NobodyYet);
        await ServeAsync(serverSide, new Calculator(), "s2");

        Assert.Equal(7, await call);
    }

    [Fact]
    public async Task When_the_server_does_not_come_the_call_ends_as_if_it_had_not_waited()
    {
        await using var proxy = TcpProxy.Start(Node.Port);
        var client = Client(await OpenAsync(proxy, Hasty()), timeoutSeconds: 600);
        await CutAsync(proxy);

        await Assert.ThrowsAsync<NoServerException>(() => client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        await Assert.ThrowsAsync<NoServerException>(() => client.With(server: "s1").CastAsync(null, "note", new { text = "x" }, Token));
    }

    [Fact]
    public async Task A_call_that_waits_for_its_server_ends_with_its_own_time()
    {
        await using var proxy = TcpProxy.Start(Node.Port);
        var client = Client(await OpenAsync(proxy, Patient()), timeoutSeconds: 1);
        await CutAsync(proxy);

        var error = await Assert.ThrowsAsync<CallTimeoutException>(
            () => client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.Contains(Topic, error.Message, StringComparison.Ordinal);
        var cast = await Assert.ThrowsAnyAsync<MessagingException>(
            () => client.With(server: "s1").CastAsync(null, "note", new { text = "x" }, Token));

        // When it ended just while it was sent once more, nobody knows.
        Assert.True(cast is NoServerException or DeliveryException, cast.ToString());
    }

    [Fact]
    public async Task On_a_connection_that_was_not_lost_a_target_that_nobody_served_fails_at_once()
    {
        var client = Client(await OpenAsync(options: Patient()));

        await Assert.ThrowsAsync<NoServerException>(() => client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        await Assert.ThrowsAsync<NoServerException>(() => client.With(server: "s1").CastAsync(null, "note", new { text = "x" }, Token));
        Assert.DoesNotContain(Log.Entries, e => e.EventId.Id == NobodyYet);
    }

    // Long enough for any machine; it also bounds the waits of a reconnect, which begin with 200 ms.
    private static RabbitOptions Patient(bool compress = false) =>
        new() { Recovery = { MaxReconnectDelay = TimeSpan.FromMinutes(10) }, Compress = compress };

    private static RabbitOptions Hasty() =>
        new() { Recovery = { ReconnectDelay = TimeSpan.FromMilliseconds(20), MaxReconnectDelay = TimeSpan.FromMilliseconds(20) } };

    private Task<Transport> OpenAsync(TcpProxy proxy, RabbitOptions options) =>
        OpenAsync($"rabbit://guest:guest@127.0.0.1:{proxy.Port}/", options);

    private async Task CutAsync(TcpProxy proxy)
    {
        proxy.CutAll();
        await Log.WaitForAsync(e => e.EventId.Id == 5002 && e.ToString().Contains("publish", StringComparison.Ordinal));
        await Log.WaitForAsync(_ => Log.Entries.Count(
            e => e.EventId.Id == Connected && e.ToString().Contains("publish", StringComparison.Ordinal)) >= 2);
    }
}

using Messaging.TestKit;

namespace Messaging.Drivers.Amqp1.Tests.OnBroker;

/// <summary>
/// Calls and casts that no queue took: sent again while their server is expected, as after somebody deleted its queue, and after a restart
/// of the broker, which clients reach before servers do.
/// </summary>
public sealed class ExpectedServerTests(ContractBroker broker) : ProxiedTest(broker)
{
    private const int NobodyYet = 9209;

    // So long that any machine has its server back; and so short that a test can wait for the end.
    private const string Patient = "?max_reconnect_delay=600";
    private const string Hasty = "?reconnect_delay=0.02&max_reconnect_delay=0.02";

    [Fact]
    public async Task Calls_and_casts_to_a_queue_that_was_there_a_moment_ago_wait_for_a_server()
    {
        await using var serving = await OpenAsync(Broker.Url);
        await using var calling = await OpenAsync(Broker.Url + Patient);
        var client = new RpcClient(calling, new Target { Topic = Topic });
        await ServeForAMomentAsync(serving, client);

        var casts = Enumerable.Range(0, 20).Select(i => client.CastAsync(null, "note", new { text = $"cast {i}" }, Token)).ToArray();
        var calls = Enumerable.Range(0, 20).Select(i => client.CallAsync<int>(null, "add", new { a = i, b = 1 }, Token)).ToArray();
        await WaitForReturnsAsync(40);
        await using var server = await ServeAsync(serving);

        await Task.WhenAll(casts);
        Assert.Equal(Enumerable.Range(1, 20), await Task.WhenAll(calls));
        foreach (var i in Enumerable.Range(0, 20))
        {
            await Noted.WaitForAsync(entry => entry == $"cast {i}", $"cast {i}");
        }

        Assert.Equal(21, Noted.Entries.Count);
    }

    [Fact]
    public async Task A_server_whose_queue_is_deleted_under_it_gets_every_cast()
    {
        await using var serving = await OpenAsync(Broker.Url);
        await using var calling = await OpenAsync(Broker.Url + Patient);
        await using var server = await ServeAsync(serving);
        var client = new RpcClient(calling, new Target { Topic = Topic });
        await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token);

        await Broker.DeleteQueueAsync(Topic);
        var casts = Enumerable.Range(0, 100).Select(i => client.CastAsync(null, "note", new { text = $"cast {i}" }, Token)).ToArray();

        await Task.WhenAll(casts);
        foreach (var i in Enumerable.Range(0, 100))
        {
            await Noted.WaitForAsync(entry => entry == $"cast {i}", $"cast {i}");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_sent_right_after_a_reconnect_waits_for_its_server(bool fanout)
    {
        await using var serving = await OpenAsync(Broker.Url);
        await using var calling = await OpenAsync(ProxyUrl(Patient));
        var client = new RpcClient(calling, new Target { Topic = Topic });
        await CutAsync();

        var call = client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token);
        var cast = (fanout ? client.With(fanout: true) : client.With(server: "one")).CastAsync(null, "note", new { text = "x" }, Token);
        await WaitForReturnsAsync(2);
        await using var server = await ServeAsync(serving);

        Assert.Equal(3, await call);
        await cast;
        await Noted.WaitForAsync(entry => entry == "x", "x");
        Assert.Single(Noted.Entries);
    }

    [Fact]
    public async Task When_no_server_comes_all_ends_as_if_it_had_not_waited()
    {
        await using var calling = await OpenAsync(ProxyUrl(Hasty));
        var client = new RpcClient(calling, new Target { Topic = Topic }, new RpcClientOptions { Timeout = TimeSpan.FromMinutes(10) });
        await CutAsync();

        await Assert.ThrowsAsync<NoServerException>(() => client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        await Assert.ThrowsAsync<NoServerException>(() => client.With(server: "one").CastAsync(null, "note", new { text = "x" }, Token));
        await client.CastAsync(null, "note", new { text = "x" }, Token);
        await client.With(fanout: true).CastAsync(null, "note", new { text = "x" }, Token);
    }

    [Fact]
    public async Task A_call_that_waits_for_its_server_ends_with_its_own_time_and_with_its_token()
    {
        await using var serving = await OpenAsync(Broker.Url);
        await using var calling = await OpenAsync(Broker.Url + Patient);
        var client = new RpcClient(calling, new Target { Topic = Topic });
        await ServeForAMomentAsync(serving, client);

        var error = await Assert.ThrowsAsync<CallTimeoutException>(
            () => client.With(timeout: TimeSpan.FromSeconds(0.4)).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.Contains("No queue took it", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NoServerException>(
            () => client.With(timeout: TimeSpan.FromSeconds(0.4)).CastAsync(null, "note", new { text = "x" }, Token));

        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var call = client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_target_that_nobody_served_fails_at_once()
    {
        await using var calling = await OpenAsync(Broker.Url + Patient);
        var client = new RpcClient(calling, new Target { Topic = Topic });

        await Assert.ThrowsAsync<NoServerException>(() => client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        await Assert.ThrowsAsync<NoServerException>(() => client.With(server: "one").CastAsync(null, "note", new { text = "x" }, Token));
        Assert.DoesNotContain(Log.Entries, e => e.EventId.Id == NobodyYet);
    }

    /// <summary>Serves the topic and each of its targets once; then the server goes, and its queues.</summary>
    private async Task ServeForAMomentAsync(Transport transport, RpcClient client)
    {
        await using var server = await ServeAsync(transport);
        await client.CastAsync(null, "note", new { text = "before" }, Token);
        await Noted.WaitForAsync(entry => entry == "before", "before");
        await server.StopAsync(Token);
        await Broker.DeleteQueueAsync(Topic);
    }

    private Task WaitForReturnsAsync(int count) =>
        Log.WaitForAsync(_ => Log.Entries.Count(e => e.EventId.Id == NobodyYet) >= count);

    private async Task CutAsync()
    {
        Proxy.CutAll();
        await Log.WaitForAsync(_ => Log.Entries.Count(e => e.EventId.Id == 9001) >= 2 && Log.Entries.Any(e => e.EventId.Id == 9002));
    }
}

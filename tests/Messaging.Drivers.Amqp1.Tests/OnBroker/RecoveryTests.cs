using Messaging.TestKit;

namespace Messaging.Drivers.Amqp1.Tests.OnBroker;

/// <summary>Connections that are lost, refused, or lead nowhere.</summary>
public sealed class RecoveryTests(ContractBroker broker) : ProxiedTest(broker)
{
    [Fact]
    public async Task A_call_in_flight_fails_at_once_when_the_connection_is_lost_and_the_next_one_is_answered()
    {
        await using var serving = await OpenAsync(Broker.Url);
        var endpoint = new Noter(Noted);
        await using var server = await ServeAsync(serving, endpoint);
        await using var calling = await OpenAsync(ProxyUrl());
        var client = new RpcClient(calling, new Target { Topic = Topic });
        var parked = client.CallAsync(null, "park", cancellationToken: Token);
        await WaitForAsync("parked");

        Proxy.CutAll();

        var lost = await Assert.ThrowsAsync<ConnectionLostException>(() => parked);
        Assert.Contains("may have run", lost.Message, StringComparison.Ordinal);
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        endpoint.Release();
    }

    [Fact]
    public async Task A_server_takes_calls_casts_and_fanouts_again_after_its_connection_was_lost()
    {
        await using var serving = await OpenAsync(ProxyUrl());
        await using var server = await ServeAsync(serving, new Noter(Noted));
        await using var calling = await OpenAsync(Broker.Url);
        var client = new RpcClient(calling, new Target { Topic = Topic });

        Proxy.CutAll();

        await client.CastAsync(null, "note", new { text = "cast" }, Token);
        await client.With(fanout: true).CastAsync(null, "note", new { text = "fanout" }, Token);
        await WaitForAsync("cast");
        await WaitForAsync("fanout");
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }

    [Fact]
    public async Task Calls_that_are_given_up_while_they_are_sent_do_not_cost_the_others_their_connection()
    {
        await using var serving = await OpenAsync(Broker.Url);
        var endpoint = new Noter(Noted);
        await using var server = await ServeAsync(serving, endpoint);
        await using var calling = await OpenAsync(Broker.Url);
        var client = new RpcClient(calling, new Target { Topic = Topic });
        var parked = client.CallAsync(null, "park", cancellationToken: Token);
        await WaitForAsync("parked");

        for (var i = 0; i < 200; i++)
        {
            using var source = new CancellationTokenSource();
            var call = client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, source.Token);
            await source.CancelAsync();
            try
            {
                await call;
            }
            catch (OperationCanceledException)
            {
                // As meant, unless the answer was faster.
            }
        }

        endpoint.Release();
        await parked;
    }

    [Fact]
    public async Task A_wrong_password_is_said_at_once()
    {
        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => OpenAsync($"amqp1://guest:wrong-word@127.0.0.1:{Broker.Port}/"));
        Assert.False(error.IsTransient);
        Assert.Contains("'guest'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-word", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_host_is_taken_when_the_first_is_not_there()
    {
        await using var calling = await OpenAsync($"amqp1://guest:guest@127.0.0.1:{FreePorts.Next()},guest:guest@127.0.0.1:{Broker.Port}/");
        var client = new RpcClient(calling, new Target { Topic = Topic });
        await Assert.ThrowsAsync<NoServerException>(() => client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }

    [Fact]
    public async Task A_cast_waits_for_the_connection_and_not_longer_than_its_time()
    {
        await using var calling = await OpenAsync(ProxyUrl());
        var client = new RpcClient(calling, new Target { Topic = Topic }, new RpcClientOptions { Timeout = TimeSpan.FromSeconds(0.2) });
        Proxy.Refuse();
        Proxy.CutAll();
        await Log.WaitForAsync(entry => entry.EventId.Name == "ConnectionLost");

        var error = await Assert.ThrowsAsync<DeliveryException>(() => client.CastAsync(null, "note", new { text = "never" }, Token));
        Assert.True(error.IsTransient);
        Assert.Contains("no connection to the broker", error.Message, StringComparison.Ordinal);
    }

    private Task WaitForAsync(string text) => Noted.WaitForAsync(entry => entry == text, text);
}

using Messaging.TestKit;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>
/// A broker that closes the channel of a consumer that holds a message for too long: a node of its own, whose limit is short. RabbitMQ 4.3
/// has no such limit for classic queues any more.
/// </summary>
[NeedsBroker(Below = "4.3")]
public sealed class ConsumerTimeoutTests : IAsyncLifetime
{
    private readonly LogCapture _log = new(TestContext.Current.TestOutputHelper);
    private readonly Calculator _calculator = new();
    private RabbitBroker _node = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _node = await RabbitBroker.LaunchAsync("consumer_timeout = 20000");
        await _node.RunCtlAsync("eval", "application:set_env(rabbit, channel_tick_interval, 1000).");
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        _log.VerifyNoErrors();
        _log.Dispose();
    }

    [Fact]
    public async Task Work_that_takes_longer_is_acknowledged_early_and_what_waits_behind_it_goes_back_to_be_run_once()
    {
        var registry = new DriverRegistry();
        RabbitDriver.Register(registry);
        await using var transport = await Transport.OpenAsync(
            _node.Url,
            new TransportOptions
            {
                Drivers = registry,
                LoggerFactory = _log,
                DriverOptions = new RabbitOptions { Recovery = { ConsumerTimeout = TimeSpan.FromSeconds(3) } },
            },
            Token);
        await using var server = new RpcServer(
            transport, new Target { Topic = "calc", Server = "s1" }, new RpcServerOptions { Dispatch = DispatchPolicy.Ordered(), Prefetch = 10 },
            _calculator);
        await server.StartAsync(Token);
        var client = new RpcClient(transport, new Target { Topic = "calc" });
        await client.CastAsync(null, "park", new { value = 1 }, Token);
        await _calculator.WaitForAsync("parked 1");
        await client.CastAsync(null, "note", new { text = "after it" }, Token);

        await HoldUntilTheBrokerClosesTheChannelAsync();
        await _log.WaitForAsync("AcknowledgedEarly");
        await _log.WaitForAsync("WaitedTooLong");
        _calculator.Release();

        await _calculator.WaitForAsync("after it");
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.Equal(["parked 1", "after it"], _calculator.Seen.Entries);
        Assert.DoesNotContain(_log.Entries, entry => entry.Message.Contains("PRECONDITION_FAILED", StringComparison.Ordinal));
    }

    /// <summary>Another consumer, which took its message after the work had begun: when its channel is closed, the work would have been taken away.</summary>
    private async Task HoldUntilTheBrokerClosesTheChannelAsync()
    {
        await using var connection = await new ConnectionFactory { HostName = "127.0.0.1", Port = _node.Port }.CreateConnectionAsync(Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);
        var closed = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.ChannelShutdownAsync += (_, shutdown) =>
        {
            closed.TrySetResult(shutdown.ReplyText);
            return Task.CompletedTask;
        };
        await channel.QueueDeclareAsync("held", durable: false, exclusive: true, autoDelete: true, cancellationToken: Token);
        await channel.BasicConsumeAsync("held", autoAck: false, new AsyncEventingBasicConsumer(channel), Token);
        await channel.BasicPublishAsync("", "held", ReadOnlyMemory<byte>.Empty, Token);
        Assert.Contains("timed out", await closed.Task.WaitAsync(WaitLimit.Start, Token), StringComparison.OrdinalIgnoreCase);
    }
}

using Messaging.Drivers;

namespace Messaging.Core.Tests.Calling;

/// <summary>Casts that nobody awaits, over a driver that the test holds up.</summary>
public sealed class CastQueueTests : IAsyncDisposable
{
    private readonly LogCapture _log = new(TestContext.Current.TestOutputHelper);
    private readonly HeldDriver _driver = new();

    public ValueTask DisposeAsync()
    {
        _log.VerifyNoErrors();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_full_queue_refuses_the_next_cast_at_once_and_says_which_option_to_raise()
    {
        await using var transport = Open(capacity: 3);
        var client = new RpcClient(transport, new Target { Topic = "t" });
        DeliveryException? refused = null;
        for (var i = 0; i < 100 && refused is null; i++)
        {
            refused = Record.Exception(() => client.Cast(null, "note")) as DeliveryException;
        }

        Assert.NotNull(refused);
        Assert.True(refused.IsTransient);
        Assert.Contains("CastQueueCapacity", refused.Message, StringComparison.Ordinal);
        _driver.Point.Release();
    }

    [Fact]
    public async Task A_cast_that_fails_is_logged_and_the_next_ones_are_sent()
    {
        _log.Expect("CastFailed");
        _driver.Point.Release();
        _driver.Fails = method => method == "bad";
        await using var transport = Open(capacity: 100);
        var client = new RpcClient(transport, new Target { Topic = "t" });

        client.Cast(null, "bad");
        client.Cast(null, "good");

        await _driver.Sent.WaitForAsync(method => method == "good", "the good one");
        var entry = await _log.WaitForAsync("CastFailed");
        Assert.Contains("'bad'", entry.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_the_transport_waits_for_what_is_queued_and_gives_up_after_a_while()
    {
        _log.Expect("CastFailed");
        var clock = new ManualTimeProvider();
        var transport = Open(capacity: 100, clock);
        var client = new RpcClient(transport, new Target { Topic = "t" });
        for (var i = 0; i < 50; i++)
        {
            client.Cast(null, "stuck");
        }

        await _driver.Point.WaitUntilParkedAsync();
        var disposed = transport.DisposeAsync().AsTask();
        await clock.WaitForTimersAsync(1);
        Assert.False(disposed.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(6));

        await disposed.WaitAsync(WaitLimit.Default);
        Assert.Throws<ObjectDisposedException>(() => client.Cast(null, "late"));
        Assert.True(_driver.IsDisposed);
    }

    private Transport Open(int capacity, TimeProvider? clock = null)
    {
        var drivers = new DriverRegistry();
        drivers.Register(_driver);
        var options = new TransportOptions { Drivers = drivers, LoggerFactory = _log, CastQueueCapacity = capacity, TimeProvider = clock ?? TimeProvider.System };
        return Transport.Create("held://", options);
    }

    private sealed class HeldDriver : IDriver, IDriverFactory
    {
        public SyncPoint Point { get; } = new();

        public Journal<string> Sent { get; } = new();

        public Func<string, bool> Fails { get; set; } = _ => false;

        public bool IsDisposed { get; private set; }

        public IReadOnlyList<string> Schemes { get; } = ["held"];

        public IDriver Create(TransportUrl url, DriverContext context) => this;

        public Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask<Reply> CallAsync(OutgoingMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

        public async Task SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
        {
            await Point.ParkAsync(cancellationToken);
            Sent.Add(message.Method);
            if (Fails(message.Method))
            {
                throw new DeliveryException("refused", isTransient: false);
            }
        }

        public Task<IListener> ListenAsync(Target target, ListenOptions options, IMessageReceiver receiver,
            CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }
}

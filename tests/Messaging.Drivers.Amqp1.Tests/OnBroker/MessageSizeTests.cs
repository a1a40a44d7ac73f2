using System.Globalization;
using Messaging.TestKit;

namespace Messaging.Drivers.Amqp1.Tests.OnBroker;

/// <summary>
/// What is larger than the broker takes (its max_message_size), with a node of its own that takes a megabyte: whoever waits is told at once, and
/// nothing beside it is harmed.
/// </summary>
[NeedsBroker(From = "4.0")]
public sealed class MessageSizeTests(MessageSizeTests.Megabyte broker) : IClassFixture<MessageSizeTests.Megabyte>, IAsyncDisposable
{
    private const int Limit = 1024 * 1024;
    private const int TooMuch = 2 * Limit;

    private readonly string _topic = "size-" + Guid.NewGuid().ToString("N");
    private readonly Journal<string> _noted = new();
    private readonly List<Transport> _transports = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var transport in _transports)
        {
            await transport.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_call_a_cast_and_a_notification_are_refused_with_both_numbers_and_nothing_beside_them_is_harmed()
    {
        await using var server = await ServeAsync(new Noter(_noted));
        var transport = await OpenAsync();
        var client = new RpcClient(transport, new Target { Topic = _topic });
        var notifier = new Notifier(transport, new NotifierOptions { Topics = [_topic + "-notes"], ThrowOnFailure = true });
        var large = new string('x', TooMuch);

        var beside = Enumerable.Range(0, 200).Select(i => client.CallAsync<int>(null, "add", new { a = i, b = 1 }, Token)).ToArray();
        Task[] refused =
        [
            client.CallAsync(null, "note", new { text = large }, Token),
            client.CastAsync(null, "note", new { text = large }, Token),
            notifier.InfoAsync(null, "large", large, Token),
        ];

        foreach (var one in refused)
        {
            AssertTold(await Assert.ThrowsAsync<MessageTooLargeException>(() => one.WaitAsync(WaitLimit.Default, Token)), isReply: false);
        }

        Assert.Equal(Enumerable.Range(1, 200), await Task.WhenAll(beside));
        Assert.Empty(_noted.Entries);
    }

    [Fact]
    public async Task A_reply_that_the_broker_does_not_take_is_told_at_once()
    {
        await using var server = await ServeAsync(new Maker());
        var client = new RpcClient(await OpenAsync(), new Target { Topic = _topic }).With(timeout: Timeout.InfiniteTimeSpan);

        var beside = Enumerable.Range(0, 50).Select(_ => client.CallAsync<string>(null, "make", new { size = 10 }, Token)).ToArray();
        var error = await Assert.ThrowsAsync<MessageTooLargeException>(
            () => client.CallAsync<string>(null, "make", new { size = TooMuch }, Token).WaitAsync(WaitLimit.Default, Token));

        AssertTold(error, isReply: true);
        Assert.All(await Task.WhenAll(beside), text => Assert.Equal(10, text.Length));
        Assert.Equal(Limit / 2, (await client.CallAsync<string>(null, "make", new { size = Limit / 2 }, Token)).Length);
    }

    [Fact]
    public async Task What_is_just_within_the_limit_arrives_and_what_is_just_beyond_does_not_cost_the_connection()
    {
        await using var server = await ServeAsync(new Noter(_noted));
        var client = new RpcClient(await OpenAsync(), new Target { Topic = _topic });
        var parked = client.CallAsync(null, "park", cancellationToken: Token);
        await _noted.WaitForAsync(entry => entry == "parked", "parked");

        var arrived = 0;
        for (var size = Limit - 1000; size < Limit; size += 50)
        {
            try
            {
                await client.CallAsync(null, "note", new { text = new string('x', size) }, Token);
                arrived++;
            }
            catch (MessageTooLargeException e)
            {
                Assert.Equal(Limit, e.Limit);
            }
        }

        Assert.InRange(arrived, 1, 19);
        Assert.False(parked.IsCompleted);
    }

    private async Task<Transport> OpenAsync()
    {
        var drivers = new DriverRegistry();
        Amqp1Driver.Register(drivers);
        var transport = await Transport.OpenAsync(
            $"amqp1://guest:guest@127.0.0.1:{broker.Node.Port}/", new TransportOptions { Drivers = drivers }, Token);
        _transports.Add(transport);
        return transport;
    }

    private async Task<RpcServer> ServeAsync(object endpoint)
    {
        var server = new RpcServer(await OpenAsync(), new Target { Topic = _topic, Server = "one" }, new RpcServerOptions(), endpoint);
        await server.StartAsync(Token);
        return server;
    }

    private static void AssertTold(MessageTooLargeException error, bool isReply)
    {
        Assert.Equal(Limit, error.Limit);
        Assert.InRange(error.Size!.Value, Limit, 2 * TooMuch);
        Assert.Equal(isReply, error.IsReply);
        Assert.False(error.IsTransient);
        Assert.Contains("1,048,576", error.Message, StringComparison.Ordinal);
        Assert.Contains(error.Size.Value.ToString("N0", CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
        Assert.Contains("max_message_size", error.Message, StringComparison.Ordinal);
    }

    public sealed class Maker
    {
        public string Make(int size) => new('x', size);
    }

    /// <summary>A node that takes no message above a megabyte.</summary>
    public sealed class Megabyte : IAsyncLifetime
    {
        public RabbitBroker Node { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Node = await RabbitBroker.LaunchAsync($"max_message_size = {Limit}");

        public ValueTask DisposeAsync() => Node.DisposeAsync();
    }
}

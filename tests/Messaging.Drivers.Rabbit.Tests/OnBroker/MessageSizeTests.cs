using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>
/// What is larger than the broker takes (its max_message_size), with a node of its own that takes a megabyte: whoever waits is told at once, and nothing
/// beside it is harmed, not even calls that may not run twice.
/// </summary>
public sealed class MessageSizeTests(MessageSizeTests.Megabyte broker) : BrokerTest(broker.Node), IClassFixture<MessageSizeTests.Megabyte>
{
    private const int Limit = 1024 * 1024;
    private const int TooMuch = 2 * Limit;

    [Fact]
    public async Task A_call_a_cast_and_a_notification_are_refused_with_both_numbers_and_nothing_beside_them_is_harmed()
    {
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(), calculator);
        var transport = await OpenAsync();
        var client = Client(transport);
        var notifier = new Notifier(transport, new NotifierOptions { Topics = [Topic], ThrowOnFailure = true });
        var large = new string('x', TooMuch);

        var calls = Enumerable.Range(0, 200).Select(i => client.CallAsync<int>(null, "add", new { a = i, b = 1 }, Token)).ToArray();
        Task[] refused =
        [
            client.CallAsync<int>(null, "note", new { text = large }, Token),
            client.CastAsync(null, "note", new { text = large }, Token),
            notifier.InfoAsync(null, "large", large, Token),
        ];
        var more = Enumerable.Range(0, 200).Select(i => client.CallAsync<int>(null, "add", new { a = i, b = 2 }, Token)).ToArray();

        foreach (var one in refused)
        {
            AssertTold(await Assert.ThrowsAsync<MessageTooLargeException>(() => one.WaitAsync(WaitLimit.Default, Token)), isReply: false);
        }

        Assert.Equal(Enumerable.Range(1, 200), await Task.WhenAll(calls));
        Assert.Equal(Enumerable.Range(2, 200), await Task.WhenAll(more));
        Assert.Empty(calculator.Seen.Entries);
    }

    [Fact]
    public async Task What_the_broker_has_refused_once_is_refused_here()
    {
        await ServeAsync(await OpenAsync(), new Calculator());
        var transport = await OpenAsync();
        var client = Client(transport);
        var large = new { text = new string('x', TooMuch) };
        await Assert.ThrowsAsync<MessageTooLargeException>(() => client.CallAsync<int>(null, "note", large, Token));
        var channels = await ChannelsAsync();

        AssertTold(await Assert.ThrowsAsync<MessageTooLargeException>(() => client.CallAsync<int>(null, "note", large, Token)), isReply: false);
        AssertTold(await Assert.ThrowsAsync<MessageTooLargeException>(() => client.CastAsync(null, "note", large, Token)), isReply: false);

        // Nothing was sent: no channel was closed and opened again.
        Assert.Equal(channels, await ChannelsAsync());
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        await client.CastAsync(null, "note", new { text = new string('x', Limit / 2) }, Token);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reply_that_the_broker_does_not_take_is_told_at_once_the_first_time_and_the_next(bool compressed)
    {
        var url = Node.Url + (compressed ? "?kombu_compression=gzip" : "");
        await ServeAsync(await OpenAsync(url), new Noise());
        var client = Client(await OpenAsync(url)).With(timeout: Timeout.InfiniteTimeSpan);

        for (var i = 0; i < 2; i++)
        {
            var beside = Enumerable.Range(0, 50).Select(_ => client.CallAsync<string>(null, "make", new { size = 10 }, Token)).ToArray();
            var error = await Assert.ThrowsAsync<MessageTooLargeException>(
                () => client.CallAsync<string>(null, "make", new { size = TooMuch }, Token).WaitAsync(WaitLimit.Default, Token));

            AssertTold(error, isReply: true);
            Assert.All(await Task.WhenAll(beside), text => Assert.Equal(10, text.Length));
        }

        Assert.Equal(500_000, (await client.CallAsync<string>(null, "make", new { size = 500_000 }, Token)).Length);
    }

    [Fact]
    public async Task What_is_too_large_when_it_is_inflated_is_told_at_once_to_both_sides()
    {
        var url = Node.Url + "?kombu_compression=gzip";
        const int Small = 64 * 1024;
        var options = Options();
        options.MaxMessageSize = Small;
        var small = Own(await Transport.OpenAsync(url, options, Token));
        await ServeAsync(small, new Calculator());
        var text = new string('x', 1_000_000);

        var sender = Client(await OpenAsync(url)).With(timeout: Timeout.InfiniteTimeSpan);
        var request = await Assert.ThrowsAsync<MessageTooLargeException>(
            () => sender.CallAsync(null, "note", new { text }, Token).WaitAsync(WaitLimit.Default, Token));
        Assert.Equal((Small, false), (request.Limit, request.IsReply));

        var other = new RpcServer(await OpenAsync(url), new Target { Topic = Topic + "-other", Server = "s" }, new Calculator());
        await Own(other).StartAsync(Token);
        var client = new RpcClient(small, other.Target).With(timeout: Timeout.InfiniteTimeSpan);
        var reply = await Assert.ThrowsAsync<MessageTooLargeException>(
            () => client.CallAsync(null, "repeat", new { text = "x", times = 1_000_000 }, Token).WaitAsync(WaitLimit.Default, Token));
        Assert.Equal((Small, true), (reply.Limit, reply.IsReply));
        Assert.InRange(reply.Size!.Value, 1_000_000, 2_000_000);
    }

    [Fact]
    public async Task Sizes_that_grow_arrive_all()
    {
        await ServeAsync(await OpenAsync(), new Noise());
        var client = Client(await OpenAsync());

        var calls = Enumerable.Range(0, 100).Select(i => client.CallAsync<string>(null, "make", new { size = 5_000 * (1 + i) }, Token)).ToArray();

        Assert.Equal(Enumerable.Range(1, 100).Select(i => i * 5_000), (await Task.WhenAll(calls)).Select(text => text.Length));
    }

    private async Task<string> ChannelsAsync() => await Node.RunCtlAsync("list_channels", "name");

    private static void AssertTold(MessageTooLargeException error, bool isReply)
    {
        Assert.Equal(Limit, error.Limit);
        Assert.InRange(error.Size!.Value, Limit, 4 * TooMuch);
        Assert.Equal(isReply, error.IsReply);
        Assert.False(error.IsTransient);
        Assert.Contains("1,048,576", error.Message, StringComparison.Ordinal);
        Assert.Contains(error.Size.Value.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
    }

    public sealed class Noise
    {
        /// <summary>A text that compression makes a quarter smaller and no more.</summary>
        public string Make(int size) =>
            new(new Random(size).GetItems<char>("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", size));
    }

    /// <summary>A node that takes no message above a megabyte.</summary>
    public sealed class Megabyte : IAsyncLifetime
    {
        public RabbitBroker Node { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Node = await RabbitBroker.LaunchAsync($"max_message_size = {Limit}");

        public ValueTask DisposeAsync() => Node.DisposeAsync();
    }
}

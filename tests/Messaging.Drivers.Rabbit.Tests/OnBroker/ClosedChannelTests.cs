using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>
/// A broker that closes a channel for one of the messages in it: a node of its own, which takes no large ones. All that is sent goes
/// through one channel.
/// </summary>
public sealed class ClosedChannelTests(ClosedChannelTests.SmallMessages broker)
    : BrokerTest(broker.Node), IClassFixture<ClosedChannelTests.SmallMessages>
{
    // Of a size that is not worth sending alone.
    private const int TooMuch = 40_000;

    [Fact]
    public async Task The_cast_that_a_channel_is_closed_for_fails_and_those_beside_it_do_not()
    {
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(), calculator);
        var client = Client(await OpenAsync(options: new RabbitOptions { PublishChannels = 1 }));
        await client.CastAsync(null, "note", new { text = "first" }, Token);

        var casts = Enumerable.Range(0, 100)
            .Select(i => client.CastAsync(null, "note", new { text = i == 50 ? new string('x', TooMuch) : $"cast {i}" }, Token)).ToArray();

        var error = await Assert.ThrowsAsync<MessageTooLargeException>(() => casts[50]);
        Assert.False(error.IsTransient);
        Assert.Contains("30,000", error.Message, StringComparison.Ordinal);
        foreach (var i in Enumerable.Range(0, 100).Where(i => i != 50))
        {
            await casts[i];
            await calculator.WaitForAsync($"cast {i}");
        }

        Assert.Equal(100, calculator.Seen.Entries.Count);
    }

    [Fact]
    public async Task Replies_and_calls_that_may_run_twice_beside_it_arrive()
    {
        await ServeAsync(await OpenAsync(options: new RabbitOptions { PublishChannels = 1 }), new Repeater());
        var client = Client(await OpenAsync(options: new RabbitOptions { PublishChannels = 1 })).With(idempotent: true);
        Assert.Equal("x", await client.CallAsync<string>(null, "repeat", new { text = "x", times = 1 }, Token));

        // One whose request is too large, and one whose reply is.
        var request = client.CallAsync<string>(null, "repeat", new { text = new string('x', TooMuch), times = 1 }, Token);
        var reply = client.CallAsync<string>(null, "repeat", new { text = "x", times = TooMuch }, Token);
        var calls = Enumerable.Range(0, 50)
            .Select(i => client.CallAsync<string>(null, "repeat", new { text = $"{i} ", times = 2 }, Token)).ToArray();

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i} {i} "), await Task.WhenAll(calls));
        Assert.False((await Assert.ThrowsAsync<MessageTooLargeException>(() => request)).IsReply);
        Assert.True((await Assert.ThrowsAsync<MessageTooLargeException>(() => reply)).IsReply);
        Assert.Contains("message size", (await Log.WaitForAsync(e => e.EventId.Id == 5406)).Message, StringComparison.Ordinal);
    }

    public sealed class Repeater
    {
        public string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
    }

    /// <summary>A node that takes no message above 30 KB.</summary>
    public sealed class SmallMessages : IAsyncLifetime
    {
        public RabbitBroker Node { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Node = await RabbitBroker.LaunchAsync("max_message_size = 30000");

        public ValueTask DisposeAsync() => Node.DisposeAsync();
    }
}

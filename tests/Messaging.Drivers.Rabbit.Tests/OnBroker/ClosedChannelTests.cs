using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>
/// A broker that closes a channel for one of the messages in it: a node of its own, which takes no large ones. All that is sent goes
/// through one channel.
/// </summary>
public sealed class ClosedChannelTests(ClosedChannelTests.SmallMessages broker)
    : BrokerTest(broker.Node), IClassFixture<ClosedChannelTests.SmallMessages>
{
    private const int TooMuch = 200_000;

    [Fact]
    public async Task The_cast_that_a_channel_is_closed_for_fails_and_those_beside_it_do_not()
    {
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(), calculator);
        var client = Client(await OpenAsync(options: new RabbitOptions { PublishChannels = 1 }));
        await client.CastAsync(null, "note", new { text = "first" }, Token);

        var casts = Enumerable.Range(0, 100)
            .Select(i => client.CastAsync(null, "note", new { text = i == 50 ? new string('x', TooMuch) : $"cast {i}" }, Token)).ToArray();

        var error = await Assert.ThrowsAsync<DeliveryException>(() => casts[50]);
        Assert.False(error.IsTransient);
        Assert.Contains("PRECONDITION_FAILED", error.Message, StringComparison.Ordinal);
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
        using var enough = new CancellationTokenSource();
        var reply = client.CallAsync<string>(null, "repeat", new { text = "x", times = TooMuch }, enough.Token);
        var calls = Enumerable.Range(0, 50)
            .Select(i => client.CallAsync<string>(null, "repeat", new { text = $"{i} ", times = 2 }, Token)).ToArray();

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i} {i} "), await Task.WhenAll(calls));
        await Assert.ThrowsAsync<DeliveryException>(() => request);
        Assert.Contains("message size", (await Log.WaitForAsync(e => e.EventId.Id == 5406)).Message, StringComparison.Ordinal);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reply);
    }

    public sealed class Repeater
    {
        public string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
    }

    /// <summary>A node that takes no message above 100 KB.</summary>
    public sealed class SmallMessages : IAsyncLifetime
    {
        public RabbitBroker Node { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Node = await RabbitBroker.LaunchAsync("max_message_size = 100000");

        public ValueTask DisposeAsync() => Node.DisposeAsync();
    }
}

using System.Globalization;
using Messaging.Drivers.Rabbit.Tests.OnBroker;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.Serving.Parking;

/// <summary>Messages that can never be handled are kept with the reason, on classic queues as they are.</summary>
public sealed class DeadLetterTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private static readonly CancellationToken Hurry = new(canceled: true);

    private string DeadLetterQueue => Topic + ".messaging_dead_letter";

    [Fact]
    public async Task A_message_that_cannot_be_read_is_parked_as_it_came_with_the_reason()
    {
        await ServeAsync(await OpenAsync(options: new RabbitOptions { DeadLetters = { Enabled = true }, ConnectionName = "the test" }), new Calculator());
        await using var reader = await DeadLetterReader.OpenAsync(Node, DeadLetterQueue);

        await PublishAsync("no JSON at all", expiration: "60000");
        var parked = await reader.WaitForAsync("no JSON at all");

        Assert.Equal("no JSON at all", parked.Body);
        Assert.Equal("unreadable", parked["x-parked-reason"]);
        Assert.False(string.IsNullOrEmpty(parked["x-parked-message"]));
        Assert.Equal("Messaging.SerializationException", parked["x-parked-error"]);
        Assert.Equal(("openstack", Topic, Topic), (parked["x-parked-exchange"], parked["x-parked-routing-key"], parked["x-parked-queue"]));
        Assert.Equal(("1", "s1 (the test)"), (parked["x-parked-deliveries"], parked["x-parked-by"]));
        Assert.True(DateTimeOffset.TryParse(parked["x-parked-at"], CultureInfo.InvariantCulture, out _), parked["x-parked-at"]);
        Assert.Equal("from afar", parked["own-header"]);
        Assert.Null(parked.Expiration);
        await Log.WaitForAsync("MessageParked");
    }

    [Theory]
    [InlineData("text/plain", "short", "unreadable", "text/plain")]
    [InlineData("application/json", "long", "too_large", "5,005 bytes, and no more than 1,024")]
    public async Task A_message_that_the_driver_refuses_is_parked(string contentType, string kind, string reason, string words)
    {
        var options = Options(new RabbitOptions { DeadLetters = { Enabled = true } });
        options.MaxMessageSize = 1024;
        var transport = Own(await Transport.OpenAsync(Node.Url, options, Token));
        await ServeAsync(transport, new Calculator());
        await using var reader = await DeadLetterReader.OpenAsync(Node, DeadLetterQueue);
        var body = "body " + new string('x', kind == "long" ? 5_000 : 5);

        await PublishAsync(body, contentType);
        var parked = await reader.WaitForAsync("body");

        Assert.Equal((body, contentType), (parked.Body, parked.ContentType));
        Assert.Equal(reason, parked["x-parked-reason"]);
        Assert.Contains(words, parked["x-parked-message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Casts_that_fail_or_fit_nothing_are_parked_and_the_next_one_runs()
    {
        Log.Expect("MethodFailed");
        var transport = await OpenAsync(Node.Url + "?dead_letter_queues=true");
        var worker = new Worker();
        await ServeAsync(transport, worker);
        await using var reader = await DeadLetterReader.OpenAsync(Node, DeadLetterQueue);
        var client = Client(transport);

        await client.CastAsync(null, "fail", new { tag = "first" }, Token);
        await client.With(server: "s1").CastAsync(null, "nothing_of_that_name", new { tag = "second" }, Token);
        await client.With(fanout: true).CastAsync(null, "work", new { wrong = "third" }, Token);
        await client.CastAsync(null, "work", new { tag = "fourth" }, Token);

        var failed = await reader.WaitForAsync("first");
        Assert.Equal(("failed", "System.IO.IOException"), (failed["x-parked-reason"], failed["x-parked-error"]));
        Assert.Contains("The disk is full.", failed["x-parked-message"], StringComparison.Ordinal);
        var refused = await reader.WaitForAsync("second");
        Assert.Equal(("refused", $"{Topic}.s1"), (refused["x-parked-reason"], refused["x-parked-queue"]));
        var fanout = await reader.WaitForAsync("third");
        Assert.Equal(("refused", $"{Topic}_fanout"), (fanout["x-parked-reason"], fanout["x-parked-exchange"]));
        await worker.Seen.WaitForAsync(seen => seen == "fourth False", "the cast that fits");
        Assert.Equal(3, reader.Messages.Entries.Count);
        Assert.Equal(1, worker.Failures);
    }

    [Fact]
    public async Task A_cast_that_was_delivered_too_often_is_parked()
    {
        Log.Expect("TooManyDeliveries");
        var transport = await OpenAsync(options: new RabbitOptions { DeadLetters = { Enabled = true } });
        var worker = new Worker();
        var first = await ServeAsync(transport, worker, "s1");
        await Client(transport).CastAsync(null, "park", new { tag = "poison" }, Token);
        await worker.Parked.WaitUntilParkedAsync();
        await first.StopAsync(Hurry);

        await ServeAsync(transport, worker, "s2", new RpcServerOptions { MaxDeliveries = 1 });
        await using var reader = await DeadLetterReader.OpenAsync(Node, DeadLetterQueue);
        var parked = await reader.WaitForAsync("poison");

        worker.Parked.Release();
        Assert.Equal(("too_many_deliveries", "2"), (parked["x-parked-reason"], parked["x-parked-deliveries"]));
        Assert.StartsWith("s2 ", parked["x-parked-by"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_letter_queue_that_was_deleted_is_made_anew_and_nothing_is_lost()
    {
        Log.Expect("MethodFailed");
        Log.Expect("ParkingFailed");
        var transport = await OpenAsync(options: new RabbitOptions { DeadLetters = { Enabled = true } });
        await ServeAsync(transport, new Worker());
        await Node.DeleteQueueAsync(DeadLetterQueue);

        await Client(transport).CastAsync(null, "fail", new { tag = "kept" }, Token);
        await Log.WaitForAsync("MessageParked");

        await using var reader = await DeadLetterReader.OpenAsync(Node, DeadLetterQueue);
        Assert.Equal("failed", (await reader.WaitForAsync("kept"))["x-parked-reason"]);
        await Log.WaitForAsync("ParkingFailed");
    }

    [Fact]
    public async Task A_full_dead_letter_queue_drops_the_oldest()
    {
        Log.Expect("MethodFailed");
        var transport = await OpenAsync(Node.Url + "?dead_letter_queues=true&dead_letter_max_length=2");
        await ServeAsync(transport, new Worker(), options: new RpcServerOptions { Dispatch = DispatchPolicy.Ordered() });
        var client = Client(transport);
        foreach (var tag in new[] { "one", "two", "three" })
        {
            var before = Log.Entries.Count;
            await client.CastAsync(null, "fail", new { tag }, Token);
            var seen = 0;
            await Log.WaitForAsync(entry => ++seen > before && entry.EventId.Name == "MessageParked");
        }

        await using var reader = await DeadLetterReader.OpenAsync(Node, DeadLetterQueue);
        await reader.WaitForAsync("three");
        Assert.Equal(2, reader.Messages.Entries.Count);
        await ServeAsync(await OpenAsync(options: new RabbitOptions { DeadLetters = { Enabled = true, MaxLength = 7 } }), new Worker(), "s2");
        await Log.WaitForAsync("DeadLetterQueueDiffers");
    }

    private Task PublishAsync(string body, string contentType = "application/json", string? expiration = null) =>
        RawSender.SendAsync(Node, "/", Topic, body, contentType, expiration);
}

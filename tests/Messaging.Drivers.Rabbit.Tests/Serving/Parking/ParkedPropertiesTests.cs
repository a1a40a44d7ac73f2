using System.Text;
using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Serving.Parking;
using Messaging.Drivers.Rabbit.Tests.Support;
using Messaging.TestKit;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Tests.Serving.Parking;

public sealed class ParkedPropertiesTests
{
    private static readonly Rejection Poison = new(RejectionReason.Failed, new string('w', 5_000), new IOException());

    [Fact]
    public void What_would_send_the_copy_elsewhere_or_end_it_is_left_out()
    {
        var headers = new Dictionary<string, object?> { ["CC"] = new List<object?> { "elsewhere" }, ["x-delivery-count"] = 3L, ["own"] = 1 };
        var parked = Park(new BasicProperties { Headers = headers, Expiration = "5", UserId = "ada", MessageId = "m", ContentType = "text/html" });

        Assert.Equal(("m", "text/html"), (parked.MessageId, parked.ContentType));
        Assert.False(parked.IsExpirationPresent() || parked.IsUserIdPresent());
        Assert.True(parked.Persistent);
        Assert.Equal(1, parked.Headers!["own"]);
        Assert.False(parked.Headers.ContainsKey("CC") || parked.Headers.ContainsKey("x-delivery-count"));
        Assert.Equal(4, parked.Headers[ParkedProperties.Deliveries]);
        Assert.Equal(1_003, ((string)parked.Headers[ParkedProperties.Message]!).Length);
        Assert.Equal("2026-01-02T03:04:05.0000000Z", parked.Headers[ParkedProperties.At]);
    }

    [Fact]
    public void A_sender_cannot_forge_the_reason()
    {
        var parked = Park(new BasicProperties { Headers = new Dictionary<string, object?> { [ParkedProperties.Reason] = "none" } });
        Assert.Equal("failed", parked.Headers![ParkedProperties.Reason]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Headers_that_would_not_fit_a_frame_are_left_out_but_for_the_compression(bool nested)
    {
        var large = Encoding.UTF8.GetBytes(new string('x', 100_000));
        var headers = new Dictionary<string, object?>
        {
            ["compression"] = Encoding.UTF8.GetBytes("application/x-gzip"),
            ["large"] = nested ? new List<object?> { new Dictionary<string, object?> { ["deep"] = large } } : large,
        };
        var parked = Park(new BasicProperties { Headers = headers });

        Assert.False(parked.Headers!.ContainsKey("large"));
        Assert.Equal("application/x-gzip", parked.Headers["compression"]);
    }

    [Fact]
    public void A_message_without_headers_gets_ours() =>
        Assert.Equal("System.IO.IOException", Park(new BasicProperties()).Headers![ParkedProperties.Error]);

    private static BasicProperties Park(BasicProperties properties)
    {
        var clock = new ManualTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var runtime = TestRuntime.Make("rabbit://h/?dead_letter_queues=1", clock);
        using var deadlines = runtime.Deadlines;
        var letters = new DeadLetters("topic", "s1", publisher: null!, line: null!, declarers: null!, runtime);
        return ParkedProperties.Of(new Delivery(1, true, "ex", "key", properties, default), "queue", Poison, letters);
    }
}

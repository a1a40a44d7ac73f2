using Messaging.Drivers.Rabbit.Consuming.Content;

namespace Messaging.Drivers.Rabbit.Tests.Consuming.Content;

public sealed class DeliveryHeadersTests
{
    [Theory]
    [InlineData(null, false, 1)]
    [InlineData(null, true, 2)]
    [InlineData(0L, false, 1)]
    [InlineData(3L, true, 4)]
    [InlineData(3, true, 4)]
    [InlineData("3", true, 2)]
    [InlineData(-9L, true, 1)]
    public void The_count_of_a_quorum_queue_goes_before_the_mark(object? header, bool redelivered, int expected)
    {
        var headers = header is null ? null : new Dictionary<string, object?> { ["x-delivery-count"] = header };
        Assert.Equal(expected, DeliveryHeaders.DeliveryCount(headers, redelivered));
    }

    [Theory]
    [InlineData("60000", 60_000)]
    [InlineData("0", 0)]
    [InlineData(null, null)]
    [InlineData("soon", null)]
    [InlineData("-1", null)]
    [InlineData("99999999999999999999", null)]
    public void The_expiration_is_a_number_of_milliseconds(string? expiration, int? milliseconds) =>
        Assert.Equal(milliseconds is { } ms ? TimeSpan.FromMilliseconds(ms) : null, DeliveryHeaders.TimeToLive(expiration));

    [Fact]
    public void Headers_of_other_types_are_no_text()
    {
        var headers = new Dictionary<string, object?> { ["a"] = "text"u8.ToArray(), ["b"] = "text", ["c"] = 1, ["d"] = null };
        Assert.Equal("text", DeliveryHeaders.Text(headers, "a"));
        Assert.Equal("text", DeliveryHeaders.Text(headers, "b"));
        Assert.Null(DeliveryHeaders.Text(headers, "c"));
        Assert.Null(DeliveryHeaders.Text(headers, "d"));
        Assert.Null(DeliveryHeaders.Text(headers, "e"));
    }
}

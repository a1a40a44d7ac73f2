using Messaging.Drivers.Rabbit.Verdicts;

namespace Messaging.Drivers.Rabbit.Tests.Verdicts;

public sealed class SizeRefusalTests
{
    [Theory]
    [InlineData("PRECONDITION_FAILED - message size 17000123 is larger than configured max size 16777216", 17_000_123, 16_777_216)]
    [InlineData("PRECONDITION_FAILED - message size 200 larger than max size 100", 200, 100)]
    [InlineData("PRECONDITION_FAILED - message size 600000000 is larger than max size 536870912", 600_000_000, 536_870_912)]
    public void The_brokers_words_are_read(string text, long size, long limit)
    {
        Assert.Equal(new SizeRefusal(size, limit), SizeRefusal.Read(text));
    }

    [Theory]
    [InlineData("PRECONDITION_FAILED - inequivalent arg 'durable' for queue 'size 5 max size 4'")]
    [InlineData("PRECONDITION_FAILED - message size 99999999999999999999 is larger than configured max size 5")]
    [InlineData("")]
    public void Other_words_are_not(string text) => Assert.Null(SizeRefusal.Read(text));

    [Fact]
    public void The_error_says_both_numbers_and_what_to_do()
    {
        var error = new SizeRefusal(17_000_123, 16_777_216).ToException("The call of 'm'");

        Assert.Equal(
            "The call of 'm' has 17,000,123 bytes, and the broker accepts no more than 16,777,216. Send less at a time, or raise max_message_size in the broker's configuration.",
            error.Message);
        Assert.Equal((17_000_123L, 16_777_216L, false), (error.Size, error.Limit, error.IsReply));
    }
}

namespace Messaging.Drivers.Amqp1.Tests.Generic;

/// <summary>The options of the generic dialect, and what is wrong with them.</summary>
public sealed class AddressPatternTests
{
    private const string Generic = "amqp1://a/?dialect=generic&";

    [Theory]
    [InlineData(Generic + "topic_address=calc", "{topic}")]
    [InlineData(Generic + "topic_address={topics}", "'{topics}'")]
    [InlineData(Generic + "topic_address={topic", "'{topic'")]
    [InlineData(Generic + "topic_address=topic}{topic}", "'}'")]
    [InlineData(Generic + "server_address={topic}", "{server}")]
    [InlineData(Generic + "server_address={server}", "{topic}")]
    [InlineData(Generic + "fanout_address={topic}.{server}", "'{server}'")]
    [InlineData(Generic + "fanout_source={topic}.{server}", "fanout_address")]
    [InlineData(Generic + "fanout_address={topic}.all&fanout_source={topic}.all", "{server}")]
    [InlineData(Generic + "notification_address=all", "{topic}")]
    [InlineData(Generic + "pool_source={topic}", "{pool}")]
    [InlineData(Generic + "reply_address=replies.{server}", "{machine}")]
    [InlineData(Generic + "reply_sessions=true", "reply_address")]
    [InlineData(Generic + "only_reply_queues=true", "reply_address")]
    [InlineData(Generic + "only_reply_queues=true&reply_address={machine}", "begin")]
    [InlineData("amqp1://a/?dialect=rabbit&topic_address={topic}", "dialect=generic")]
    [InlineData("amqp1://a/?reply_sessions=false", "dialect=generic")]
    [InlineData("amqp1://a/?dialect=generisch", "generic")]
    [InlineData(Generic + "lock_duration=-1", "lock_duration")]
    public void What_cannot_be_meant_is_an_error_that_says_what_to_write(string url, string hint) =>
        Assert.Contains(hint, Assert.Throws<InvalidTransportUrlException>(() => Read(url)).Message, StringComparison.Ordinal);

    [Fact]
    public void Options_in_code_are_checked_and_those_of_the_url_win()
    {
        var options = new Amqp1Options { Dialect = Amqp1Dialect.Generic };
        options.Addresses.Server = "{topic}:{server}";
        options.Addresses.Replies = "replies.{machine}";
        var settings = new Amqp1Settings(TransportUrl.Parse("amqp1://a/?server_address={topic}/{server}&lock_duration=30"), options);
        Assert.Equal("t/s", settings.Patterns.Server!.Format(new("x", "t", "s")));
        Assert.Equal($"replies.{Environment.MachineName}", settings.Patterns.Replies!.Format(default));
        Assert.Equal(TimeSpan.FromSeconds(20), settings.HoldLimit);

        options.Addresses.Topic = "all";
        Assert.Contains("topic_address", Assert.Throws<ArgumentException>(() => new Amqp1Settings(TransportUrl.Parse("amqp1://a"), options)).Message, StringComparison.Ordinal);
        options.Addresses.Topic = "";
        Assert.Throws<ArgumentException>(() => new Amqp1Settings(TransportUrl.Parse("amqp1://a"), options));
    }

    [Theory]
    [InlineData("replies.{machine}", "replies.a", true)]
    [InlineData("replies.{machine}", "replies.", false)]
    [InlineData("replies.{machine}", "calc", false)]
    [InlineData("r.{machine}.q", "r.a.q", true)]
    [InlineData("r.{machine}.q", "r.q", false)]
    [InlineData("replies", "replies", true)]
    [InlineData("replies", "replies.a", false)]
    public void Addresses_of_replies_are_known(string pattern, string address, bool matches) =>
        Assert.Equal(matches, Read($"{Generic}reply_address={pattern}").Patterns.Replies!.Matches(address));

    private static Amqp1Settings Read(string url) => new(TransportUrl.Parse(url), new Amqp1Options());
}

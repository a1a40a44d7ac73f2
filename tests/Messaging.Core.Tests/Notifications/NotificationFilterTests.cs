using System.Text.RegularExpressions;

namespace Messaging.Core.Tests.Notifications;

public sealed class NotificationFilterTests
{
    private const string Json =
        """
        {"priority": "INFO", "publisher_id": "compute.host1", "event_type": "compute.instance.end", "message_id": "id-1",
        "timestamp": "2026-11-21 01:05:54", "payload": {"state": "active", "n": 1}, "_context_user": "zoë"}
        """;

    [Theory]
    [InlineData("compute", true)]
    [InlineData("^compute.*$", true)]
    [InlineData("host1", false)]
    [InlineData("x|compute", true)]
    [InlineData("(?i)COMPUTE", true)]
    [InlineData("(?x)compute # a comment", true)]
    [InlineData("(?=compute)c", true)]
    [InlineData("(?=ompute)o", false)]
    [InlineData("", true)]
    [InlineData("compute$", false)]
    public void A_pattern_matches_at_the_start(string pattern, bool matches) =>
        Assert.Equal(matches, new NotificationFilter(publisherId: pattern).Matches(Sample.Of(Json)));

    [Fact]
    public void Every_part_can_be_looked_at_and_all_have_to_match()
    {
        var notification = Sample.Of(Json);

        Assert.True(new NotificationFilter().Matches(notification));
        Assert.True(new NotificationFilter(eventType: @"compute\.", context: One("user", "zo"), metadata: One("message_id", "id-"), payload: One("state", "act"))
            .Matches(notification));
        Assert.False(new NotificationFilter(eventType: "x", payload: One("state", "act")).Matches(notification));
        Assert.False(new NotificationFilter(context: One("tenant", "")).Matches(notification));
        Assert.False(new NotificationFilter(metadata: One("other", "")).Matches(notification));
        Assert.False(new NotificationFilter(payload: One("n", "1")).Matches(notification));
        Assert.False(new NotificationFilter(payload: One("missing", "")).Matches(notification));
        Assert.False(new NotificationFilter(publisherId: "").Matches(Sample.Of("{}")));
    }

    [Fact]
    public void A_pattern_that_is_none_is_an_error_that_names_it()
    {
        var error = Assert.Throws<ArgumentException>(() => new NotificationFilter(payload: One("state", "(open")));

        Assert.Contains("'(open'", error.Message, StringComparison.Ordinal);
        Assert.Equal("payload[state]", error.ParamName);
    }

    [Fact]
    public void A_hostile_text_takes_no_time_or_is_given_up()
    {
        var hostile = Sample.Of($$"""{"event_type": "{{new string('a', 50_000)}}!"}""");

        Assert.False(new NotificationFilter(eventType: "(a+)+$").Matches(hostile));
        Assert.Throws<RegexMatchTimeoutException>(() => new NotificationFilter(eventType: "(?=a)(a+)+$").Matches(hostile));
    }

    private static Dictionary<string, string> One(string key, string pattern) => new() { [key] = pattern };
}

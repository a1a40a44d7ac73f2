using Messaging.Notifications.Notifying;

namespace Messaging.Core.Tests.Notifying;

public sealed class GlobPatternTests
{
    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*", "two\nlines", true)]
    [InlineData("compute.*", "compute.instance.start", true)]
    [InlineData("compute.*", "computeXstart", false)]
    [InlineData("*.start", "compute.instance.start", true)]
    [InlineData("*.start", "compute.instance.started", false)]
    [InlineData("Compute.*", "compute.x", false)]
    [InlineData("a.?", "a.b", true)]
    [InlineData("a.?", "a.", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[a-c]x", "Bx", false)]
    [InlineData("[!a-c]x", "bx", false)]
    [InlineData("[!a-c]x", "dx", true)]
    [InlineData("[^a]", "^", true)]
    [InlineData("[a-]", "-", true)]
    [InlineData("[]]", "]", true)]
    [InlineData("[!]a]", "x", true)]
    [InlineData("[!]a]", "]", false)]
    [InlineData("[[]", "[", true)]
    [InlineData("[\\]", "\\", true)]
    [InlineData("a[b", "a[b", true)]
    [InlineData("a]", "a]", true)]
    [InlineData("a+(b)|c", "a+(b)|c", true)]
    [InlineData("", "a", false)]
    public void A_pattern_matches_what_fnmatch_matches(string glob, string text, bool matches) =>
        Assert.Equal(matches, new GlobPattern(glob).Matches(text));

    [Fact]
    public void A_range_that_runs_backwards_is_an_error() => Assert.Throws<ArgumentException>(() => new GlobPattern("[c-a]"));
}

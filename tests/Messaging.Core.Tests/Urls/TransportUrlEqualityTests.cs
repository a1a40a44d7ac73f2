namespace Messaging.Core.Tests.Urls;

public sealed class TransportUrlEqualityTests
{
    private const string Url = "rabbit://u:p@h1:1,u:p@h2/v?a=1&b=2";

    [Theory]
    [InlineData(Url)]
    [InlineData("RABBIT://%75:p@h1:1,,u:p@h2/v?b=2&a=1")]
    public void Urls_with_equal_parts_are_equal(string other)
    {
        var (left, right) = (TransportUrl.Parse(Url), TransportUrl.Parse(other));

        Assert.True(left.Equals(right));
        Assert.True(left.Equals((object)right));
        Assert.True(left == right);
        Assert.False(left != right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
    }

    [Theory]
    [InlineData("rabbit+tls://u:p@h1:1,u:p@h2/v?a=1&b=2")]
    [InlineData("rabbit://u:p@h2,u:p@h1:1/v?a=1&b=2")]
    [InlineData("rabbit://u:p@h1:1/v?a=1&b=2")]
    [InlineData("rabbit://u:x@h1:1,u:p@h2/v?a=1&b=2")]
    [InlineData("rabbit://x:p@h1:1,u:p@h2/v?a=1&b=2")]
    [InlineData("rabbit://u:p@h1:2,u:p@h2/v?a=1&b=2")]
    [InlineData("rabbit://u:p@h1:1,u:p@h2/V?a=1&b=2")]
    [InlineData("rabbit://u:p@h1:1,u:p@h2/v?a=1")]
    [InlineData("rabbit://u:p@h1:1,u:p@h2/v?a=1&b=3")]
    [InlineData("rabbit://u:p@h1:1,u:p@h2/v?a=1&c=2")]
    public void A_difference_in_any_part_makes_urls_differ(string other)
    {
        Assert.False(TransportUrl.Parse(Url) == TransportUrl.Parse(other));
        Assert.True(TransportUrl.Parse(Url) != TransportUrl.Parse(other));
    }

    [Fact]
    public void An_absent_virtual_host_differs_from_an_empty_one() =>
        Assert.NotEqual(TransportUrl.Parse("rabbit://h"), TransportUrl.Parse("rabbit://h/"));

    [Fact]
    public void Null_equals_only_null()
    {
        TransportUrl? none = null;

        Assert.True(none == null);
        Assert.False(TransportUrl.Parse(Url) == none);
        Assert.False(TransportUrl.Parse(Url).Equals(none));
        Assert.False(TransportUrl.Parse(Url).Equals("text"));
    }
}

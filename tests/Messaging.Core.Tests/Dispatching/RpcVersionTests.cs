using Messaging.Dispatching;

namespace Messaging.Core.Tests.Dispatching;

public sealed class RpcVersionTests
{
    [Theory]
    [InlineData("1.0", "1.0", true)]
    [InlineData("1.5", "1.0", true)]
    [InlineData("1.5", "1.5", true)]
    [InlineData("1.5", "1.6", false)]
    [InlineData("1.5", "2.0", false)]
    [InlineData("2.0", "1.9", false)]
    [InlineData("1.5", "1.0.1", true)]
    [InlineData("1.5", "1.5.0", true)]
    [InlineData("1.5", "1.5.1", false)]
    [InlineData("1.5.2", "1.5.1", true)]
    [InlineData("1.5.2", "1.5.2", true)]
    [InlineData("1.5.2", "1.5.3", false)]
    [InlineData("1.6.0", "1.5.9", true)]
    [InlineData("1.10", "1.9", true)]
    [InlineData("1.9", "1.10", false)]
    public void A_version_serves_what_oslo_says(string implemented, string requested, bool serves)
    {
        Assert.True(RpcVersion.TryParse(implemented, out var own));
        Assert.True(RpcVersion.TryParse(requested, out var wanted));
        Assert.Equal(serves, own.Serves(wanted));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.")]
    [InlineData(".1")]
    [InlineData("a.b")]
    [InlineData("1.2.3.4")]
    [InlineData("1.-2")]
    [InlineData("1. 2")]
    [InlineData("+1.0")]
    [InlineData("1,0")]
    [InlineData("99999999999.0")]
    [InlineData("\u0661.0")]
    public void Any_other_text_is_no_version(string text) => Assert.False(RpcVersion.TryParse(text, out _));

    [Theory]
    [InlineData("1.0", "1.0")]
    [InlineData("01.02", "1.2")]
    [InlineData("1.2.0", "1.2")]
    [InlineData("1.2.3", "1.2.3")]
    public void A_version_is_printed_in_its_short_form(string text, string printed)
    {
        Assert.True(RpcVersion.TryParse(text, out var version));
        Assert.Equal(printed, version.ToString());
    }
}

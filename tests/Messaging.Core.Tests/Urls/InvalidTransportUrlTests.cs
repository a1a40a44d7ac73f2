namespace Messaging.Core.Tests.Urls;

public sealed class InvalidTransportUrlTests
{
    [Theory]
    [InlineData("://h", TransportUrlPart.Scheme)]
    [InlineData("rabbit", TransportUrlPart.Scheme)]
    [InlineData("//h/v", TransportUrlPart.Scheme)]
    [InlineData("1rabbit://h/", TransportUrlPart.Scheme)]
    [InlineData("rab_bit://h/", TransportUrlPart.Scheme)]
    [InlineData("räbbit://h/", TransportUrlPart.Scheme)]
    [InlineData("user:password@h/v", TransportUrlPart.Scheme)]
    [InlineData("rabbit:/user:password@h/v", TransportUrlPart.Scheme)]
    [InlineData("rabbit://u:p@[::1/v", TransportUrlPart.Host)]
    [InlineData("rabbit://[]/", TransportUrlPart.Host)]
    [InlineData("rabbit://[host]/", TransportUrlPart.Host)]
    [InlineData("rabbit://[10.0.0.1]/", TransportUrlPart.Host)]
    [InlineData("rabbit://[::1]5672/", TransportUrlPart.Host)]
    [InlineData("rabbit://h1,:/", TransportUrlPart.Host)]
    [InlineData("rabbit://h1;h2/", TransportUrlPart.Host)]
    [InlineData("rabbit://my host/", TransportUrlPart.Host)]
    [InlineData("rabbit://{host}/", TransportUrlPart.Host)]
    [InlineData("rabbit://h\0/", TransportUrlPart.Host)]
    [InlineData("rabbit://u:p@::1/v", TransportUrlPart.Port)]
    [InlineData("rabbit://u:p@h:abc/v", TransportUrlPart.Port)]
    [InlineData("rabbit://u:p@h:99999/v", TransportUrlPart.Port)]
    [InlineData("rabbit://u:p@h:65536/v", TransportUrlPart.Port)]
    [InlineData("rabbit://u:p@h:0/v", TransportUrlPart.Port)]
    [InlineData("rabbit://u:p@h:-1/v", TransportUrlPart.Port)]
    [InlineData("rabbit://u:p@h:+1/v", TransportUrlPart.Port)]
    [InlineData("rabbit://u:p@h:1_0/v", TransportUrlPart.Port)]
    [InlineData("rabbit://u:p@h:٣/v", TransportUrlPart.Port)]
    [InlineData("rabbit://[::1]:x/", TransportUrlPart.Port)]
    [InlineData("rabbit://u:p@h1:1;h2:2/v", TransportUrlPart.Port)]
    [InlineData("rabbit://user:password", TransportUrlPart.Port)]
    [InlineData("rabbit://user:pass,word@h/", TransportUrlPart.Port)]
    [InlineData("rabbit://user:12,34@h/", TransportUrlPart.UserInfo)]
    [InlineData("rabbit://user:pa@ss,word@h/", TransportUrlPart.UserInfo)]
    [InlineData("rabbit://user:12/34@h/v", TransportUrlPart.UserInfo)]
    [InlineData("rabbit://user:pass/word@h/v", TransportUrlPart.UserInfo)]
    [InlineData("rabbit://user:pass?word@h/v", TransportUrlPart.UserInfo)]
    [InlineData("rabbit://user:pass#word@h/v", TransportUrlPart.UserInfo)]
    [InlineData("rabbit:///user:password@h/v", TransportUrlPart.UserInfo)]
    [InlineData("rabbit://user:pa@ss/word@h/v", TransportUrlPart.VirtualHost)]
    [InlineData("rabbit://user:pa@ss?wo=rd@h/v", TransportUrlPart.Query)]
    public void The_error_names_the_part_that_is_wrong(string url, TransportUrlPart part)
    {
        var error = Assert.Throws<InvalidTransportUrlException>(() => TransportUrl.Parse(url));

        Assert.Equal(part, error.Part);
        Assert.False(error.IsTransient);
        Assert.False(TransportUrl.TryParse(url, out _));
    }

    [Fact]
    public void The_error_counts_the_hosts_so_that_it_need_not_quote_them() =>
        Assert.StartsWith("Host 2 of 3 ", MessageOf("rabbit://h1,,h2:x,h3/"), StringComparison.Ordinal);

    [Theory]
    [InlineData("rabbit://user:pass/word@h/v", "'/' as %2F")]
    [InlineData("rabbit://user:pass#word@h/v", "'#' as %23")]
    [InlineData("rabbit://user:pass,word@h/v", "',' as %2C")]
    [InlineData("rabbit://u:p@h/a@b", "write it as %40")]
    [InlineData("rabbit://u:p@::1/v", "[::1]:5672")]
    [InlineData("rabbit://h1;h2/", "Separate hosts with ','")]
    [InlineData("user:password@h/v", "'//'")]
    [InlineData("localhost", "rabbit://localhost/")]
    public void The_error_says_what_to_write_instead(string url, string hint) =>
        Assert.Contains(hint, MessageOf(url), StringComparison.Ordinal);

    [Fact]
    public void A_url_of_8192_characters_is_read_and_a_longer_one_is_not()
    {
        var longest = "rabbit://h/".PadRight(8192, 'v');

        Assert.Equal(8181, TransportUrl.Parse(longest).VirtualHost!.Length);
        var error = Assert.Throws<InvalidTransportUrlException>(() => TransportUrl.Parse(longest + "v"));
        Assert.Equal(TransportUrlPart.Url, error.Part);
        Assert.Contains("8192", error.Message, StringComparison.Ordinal);
    }

    private static string MessageOf(string url) =>
        Assert.Throws<InvalidTransportUrlException>(() => TransportUrl.Parse(url)).Message;
}

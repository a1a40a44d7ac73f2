using System.Text;
using Messaging.Urls;

namespace Messaging.Core.Tests.Urls;

public sealed class PercentEncodingTests
{
    // What urllib.parse.unquote gives.
    [Theory]
    [InlineData("", "")]
    [InlineData("a+b", "a+b")]
    [InlineData("%41%62", "Ab")]
    [InlineData("100%", "100%")]
    [InlineData("%4", "%4")]
    [InlineData("%zz%41", "%zzA")]
    [InlineData("%%41", "%A")]
    [InlineData("%C3%A9", "é")]
    [InlineData("%F0%9F%98%80", "😀")]
    [InlineData("%00", "\0")]
    public void Decoding_leaves_broken_escapes(string text, string decoded)
    {
        Assert.True(PercentEncoding.TryDecode(text, out var actual));
        Assert.Equal(decoded, actual);
    }

    // Python puts U+FFFD there, and a letter is lost.
    [Theory]
    [InlineData("%c3")]
    [InlineData("%C3é%A9")]
    [InlineData("%C3A")]
    [InlineData("%FF%FE")]
    [InlineData("%F0%9F%98%80%F0%9F%98")]
    public void What_is_not_utf8_is_not_decoded(string text) => Assert.False(PercentEncoding.TryDecode(text, out _));

    [Theory]
    [InlineData("aZ09_.-~", "", "aZ09_.-~")]
    [InlineData("a/b", "/", "a/b")]
    [InlineData("a/b c", "", "a%2Fb%20c")]
    [InlineData("é😀", "", "%C3%A9%F0%9F%98%80")]
    [InlineData("!*'()", "", "%21%2A%27%28%29")]
    public void Encoding_keeps_only_what_is_safe(string text, string safe, string encoded)
    {
        var output = new StringBuilder();

        PercentEncoding.Write(output, text, safe);

        Assert.Equal(encoded, output.ToString());
    }

    [Fact]
    public void Half_a_surrogate_pair_is_encoded_as_the_replacement_character()
    {
        var output = new StringBuilder();

        PercentEncoding.Write(output, "\uD83D", safe: "");

        Assert.Equal("%EF%BF%BD", output.ToString());
    }
}

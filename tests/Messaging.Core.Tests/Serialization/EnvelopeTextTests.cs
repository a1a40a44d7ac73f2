using System.Text;
using Messaging.Drivers;
using Messaging.Serialization;

namespace Messaging.Core.Tests.Serialization;

public sealed class EnvelopeTextTests
{
    private static readonly string[] Pieces = ["\"", "\\", "\\\"", "/", "\0", "\n", "\u001f", " ", "a", "é", "😀", "}", "plain text of some length"];

    [Fact]
    public void Whatever_is_escaped_is_what_JSON_says_and_comes_back()
    {
        var random = new Random(5);
        for (var round = 0; round < 20_000; round++)
        {
            // Around the sixteen bytes of a step and the 512 of a block, and longer.
            var text = Text(random, random.Next(5) == 0 ? random.Next(1500) : random.Next(40));
            var escaped = Escape(text);

            Assert.Equal(Encoding.UTF8.GetString(text), System.Text.Json.JsonSerializer.Deserialize<string>("\"" + Encoding.UTF8.GetString(escaped) + "\""));
            Assert.Equal(Reference(text), Encoding.UTF8.GetString(escaped));
            if (!text.Any(b => b < ' '))
            {
                using var back = MessageBuffer.Rent();
                Assert.True(EnvelopeText.TryUnescape(escaped, back));
                Assert.True(back.WrittenSpan.SequenceEqual(text));
            }
        }
    }

    [Theory]
    [InlineData("a \" in it")]
    [InlineData("a line\nbreak")]
    [InlineData("sixteen bytes and\tmore than that")]
    [InlineData("""an escape \u00e9""")]
    [InlineData("""another \n""")]
    [InlineData("""an end \""")]
    [InlineData("""\""")]
    public void What_is_not_plain_is_left_to_others(string text)
    {
        using var message = MessageBuffer.Rent();
        Assert.False(EnvelopeText.TryUnescape(Encoding.UTF8.GetBytes(text), message));
        Assert.Equal(0, message.Length);
    }

    [Fact]
    public void What_is_not_UTF_8_is_left_to_others()
    {
        using var message = MessageBuffer.Rent();
        Assert.False(EnvelopeText.TryUnescape([.. "abc"u8, 0xC3, .. "def"u8], message));
        Assert.False(EnvelopeText.TryUnescape([0xED, 0xA0, 0x80], message)); // Half of a surrogate pair.
        Assert.Equal(0, message.Length);
    }

    [Fact]
    public void The_short_way_and_the_long_way_read_the_same()
    {
        var random = new Random(6);
        var refused = 0;
        for (var round = 0; round < 20_000; round++)
        {
            // Broken now and then: cut, or with a byte changed.
            byte[] inner = [.. "{\"oslo.version\": \"2.0\", \"oslo.message\": \""u8, .. Escape(Text(random, random.Next(60))), .. "\"}"u8];
            if (random.Next(3) == 0)
            {
                inner[random.Next(inner.Length)] = (byte)random.Next(256);
            }

            // The space sends it the long way.
            var (shortly, error) = Unwrap(inner);
            var (longly, errorOfOther) = Unwrap([.. inner, (byte)' ']);
            Assert.Equal(errorOfOther is null, error is null);
            Assert.Equal(longly?.TrimEnd(' '), shortly?.TrimEnd(' '));
            refused += error is null ? 0 : 1;
        }

        Assert.InRange(refused, 100, 10_000);
    }

    private static (string? Message, Exception? Error) Unwrap(byte[] body)
    {
        using var message = MessageBuffer.Rent();
        var error = Record.Exception(() => Oslo2Envelope.Unwrap(body, message));
        return (error is null ? Convert.ToHexString(message.WrittenSpan).Replace("20", " ", StringComparison.Ordinal) : null, error);
    }

    private static byte[] Escape(byte[] text)
    {
        using var body = MessageBuffer.Rent();
        EnvelopeText.Escape(text, body);
        return body.WrittenSpan.ToArray();
    }

    private static byte[] Text(Random random, int pieces) =>
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, pieces).Select(_ => Pieces[random.Next(Pieces.Length)])));

    private static string Reference(byte[] text) => string.Concat(Encoding.UTF8.GetString(text).Select(c => c switch
    {
        '"' or '\\' => "\\" + c,
        < ' ' => $"\\u{(int)c:x4}",
        _ => c.ToString(),
    }));
}

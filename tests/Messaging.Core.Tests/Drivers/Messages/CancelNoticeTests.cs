using System.Text;
using Messaging.Drivers;

namespace Messaging.Core.Tests.Drivers.Messages;

public sealed class CancelNoticeTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void What_is_written_is_read()
    {
        var id = MessageId.NewUnique();
        using var body = MessageBuffer.Rent();
        CancelNotice.Write(body, id);

        Assert.Equal($$"""{"cancel": "{{id}}"}""", Encoding.UTF8.GetString(body.WrittenSpan));
        Assert.True(CancelNotice.TryRead(body.WrittenSpan, out var read));
        Assert.Equal(id, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"cancel\": null}")]
    [InlineData("{\"cancel\": 1}")]
    [InlineData("{\"cancel\": \"12\"}")]
    [InlineData("{\"cancel\": {\"cancel\": \"" + Id + "\"}}")]
    [InlineData("{\"cancel\": \"" + Id + "\", \"more\": 1}")]
    [InlineData("{\"cancel\": \"" + Id + "\"")]
    [InlineData("{\"cancel\": \"" + Id + "\"} x")]
    [InlineData("{\"cancel\": \"zzzz456789abcdef0123456789abcdef\"}")]
    public void Anything_else_is_no_cancellation(string body) => Assert.False(CancelNotice.TryRead(Encoding.UTF8.GetBytes(body), out _));

    [Fact]
    public void A_long_one_is_not_looked_at() =>
        Assert.False(CancelNotice.TryRead(Encoding.UTF8.GetBytes("{\"cancel\": \"" + Id + "\"" + new string(' ', 1000) + "}"), out _));
}

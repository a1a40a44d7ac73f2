using System.Text;
using Messaging.Drivers.ZeroMq.Messages;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Tests.Messages;

public sealed class AnnouncementTests
{
    [Fact]
    public void An_announcement_is_read_as_it_was_written()
    {
        var one = new ServedTarget("x", "calc", null);
        var two = new ServedTarget("x", "calc", "é");
        using var body = MessageBuffer.Rent();

        new Announcement("node", 7, new Dictionary<ServedTarget, int> { [one] = 0, [two] = 1 }).WriteTo(body);
        var read = Announcement.Read(body.WrittenSpan);

        Assert.Equal(("node", 7), (read.Node, read.Load));
        Assert.Equal((0, 1), (read.Serves[one], read.Serves[two]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"serves": 1}""")]
    [InlineData("""{"serves": [1]}""")]
    [InlineData("""{"serves": [{"topic": "t"}]}""")]
    [InlineData("""{"serves": [{"topic": null, "exchange": 2}]}""")]
    [InlineData("""{"serves": [{"topic": null, "exchange": "e"}]}""")]
    [InlineData("""{"serves": [{"topic": "t", "exchange": "e", "servers": 1e99}]}""")]
    public void One_that_is_none_is_refused(string text) =>
        Assert.Throws<ZmtpException>(() => Announcement.Read(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"reply_to": ""}""")]
    [InlineData("""{"reply_to": 7}""")]
    public void A_hello_that_is_none_is_refused(string text) =>
        Assert.Throws<ZmtpException>(() => Hello.Read(Encoding.UTF8.GetBytes(text)));
}

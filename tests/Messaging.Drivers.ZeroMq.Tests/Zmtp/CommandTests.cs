using System.Text;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Tests.Zmtp;

public sealed class CommandTests
{
    [Fact]
    public void A_command_is_read_as_it_was_written()
    {
        using var output = MessageBuffer.Rent();
        Command.Write(output, "READY"u8, "abc"u8);

        Assert.Equal([4, 9, 5, .. "READYabc"u8], output.WrittenSpan.ToArray());
        Assert.Equal("abc"u8.ToArray(), Command.Expect(output.WrittenSpan[2..], "READY"u8).ToArray());
    }

    [Fact]
    public void An_error_of_the_peer_is_told_without_what_a_terminal_would_obey()
    {
        var error = Assert.Throws<ZmtpException>(() => Command.Expect([5, .. "ERROR"u8, 5, .. "no"u8, 0x1b, 7, 8], "READY"u8));

        Assert.Equal("the peer refused the connection: no???", error.Message);
        Assert.True(error.IsRefusal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("\u0005REA")]
    [InlineData("\u0007WELCOMEx")]
    public void Another_command_is_refused(string content) =>
        Assert.Throws<ZmtpException>(() => Command.Expect(Encoding.ASCII.GetBytes(content), "READY"u8).ToArray());

    [Fact]
    public void Properties_are_read_whatever_else_is_among_them()
    {
        var bytes = new byte[Metadata.MaxSize];
        var length = Metadata.Write(bytes, Metadata.Dealer);

        Assert.Equal("DEALER", Metadata.ReadSocketType(bytes.AsSpan(0, length)));
        Assert.Equal("ROUTER", Metadata.ReadSocketType([1, (byte)'x', 0, 0, 0, 1, 9, 11, .. "socket-TYPE"u8, 0, 0, 0, 6, .. "ROUTER"u8]));
    }

    [Theory]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 3, 65, 66, 67 })]
    [InlineData(new byte[] { 1, 65, 255, 255, 255, 255, 1 })]
    [InlineData(new byte[] { 1, 65, 0, 0, 0, 1, 1 })]
    public void Properties_that_are_none_are_refused(byte[] bytes) =>
        Assert.Throws<ZmtpException>(() => Metadata.ReadSocketType(bytes));

    [Fact]
    public void Sockets_of_other_types_are_refused()
    {
        Metadata.CheckSocketType("DEALER");
        Assert.Throws<ZmtpException>(() => Metadata.CheckSocketType("SUB"));
    }

    [Fact]
    public void A_ping_is_answered_with_its_context()
    {
        var pong = new byte[Heartbeats.MaxPong];

        var length = Heartbeats.WritePong(pong, [0, 10, 1, 2, 3]);

        Assert.Equal([4, .. "PONG"u8, 1, 2, 3], pong[..length]);
        Assert.Throws<ZmtpException>(() => Heartbeats.WritePong(pong, new byte[19]));
        Assert.Throws<ZmtpException>(() => Heartbeats.WritePong(pong, [1]));
    }
}

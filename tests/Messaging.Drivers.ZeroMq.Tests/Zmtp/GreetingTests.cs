using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Tests.Zmtp;

public sealed class GreetingTests
{
    [Theory]
    [InlineData("NULL", false)]
    [InlineData("CURVE", true)]
    public void A_greeting_is_read_as_it_was_written(string mechanism, bool isServer)
    {
        var bytes = new byte[Greeting.Size];
        bytes.AsSpan().Fill(0xaa);

        Greeting.Write(bytes, mechanism, isServer);

        Assert.Equal(new Greeting(1, mechanism, isServer), Greeting.Read(bytes));
        Assert.All(bytes[33..], filler => Assert.Equal(0, filler));
    }

    [Fact]
    public void A_peer_of_version_3_0_is_let_in_and_older_ones_are_not()
    {
        var bytes = new byte[Greeting.Size];
        Greeting.Write(bytes, "NULL", false);

        bytes[11] = 0;
        Assert.Equal(0, Greeting.Read(bytes).Minor);
        bytes[10] = 2;
        Assert.Throws<ZmtpException>(() => Greeting.Read(bytes));
    }

    [Fact]
    public void What_speaks_another_protocol_is_known_by_its_first_bytes()
    {
        Assert.Throws<ZmtpException>(() => Greeting.CheckSignature("GET / HTTP/1.1"u8));
        Assert.Throws<ZmtpException>(() => Greeting.CheckSignature(new byte[11]));
    }
}

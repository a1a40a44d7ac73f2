using System.Net;
using System.Net.Sockets;
using Messaging.Drivers.ZeroMq.Admission;

namespace Messaging.Drivers.ZeroMq.Tests.Admission;

public sealed class OriginTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::")]
    public void Whoever_has_one_address_of_a_network_of_IPv6_has_them_all(string peer, string expected) =>
        Assert.Equal(expected, Origin.AddressOf(new IPEndPoint(IPAddress.Parse(peer), 1)));

    [Fact]
    public void Processes_of_this_machine_are_one_origin()
    {
        Assert.Equal("", Origin.AddressOf(new UnixDomainSocketEndPoint("/tmp/a.sock")));
        Assert.Equal("", Origin.AddressOf(null));
    }

    [Fact]
    public void An_origin_is_known_as_long_as_something_of_it_is_here()
    {
        var origins = new Origins(2);
        var peer = new IPEndPoint(IPAddress.Loopback, 1);
        var origin = origins.TryEnter(peer)!;
        Assert.Same(origin, origins.TryEnter(peer));
        Assert.Null(origins.TryEnter(peer));
        origin.AddWaiting(10);
        origins.Leave(origin);
        origins.Leave(origin);

        Assert.Same(origin, origins.TryEnter(peer));
        origins.Leave(origin);
        origins.Release(origin, 10);

        Assert.NotSame(origin, origins.TryEnter(peer));
    }
}

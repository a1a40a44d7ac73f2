using System.Net;
using System.Net.Sockets;
using Messaging.Drivers.Thrift.Tests.Support;

namespace Messaging.Drivers.Thrift.Tests.Calling;

/// <summary>A server of Thrift over HTTP that takes connections and says nothing.</summary>
public sealed class HttpConnectTimeoutTests
{
    [Fact]
    public async Task A_server_that_never_ends_its_handshake_is_not_reached()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        var drivers = new DriverRegistry();
        ThriftDriver.Register(drivers);
        await using var transport = await Transport.OpenAsync(
            $"thrift+https://127.0.0.1:{port}/rpc?connect_timeout=0.2",
            new TransportOptions { Drivers = drivers, DriverOptions = TestServices.Options() });

        var error = await Assert.ThrowsAsync<NoServerException>(
            () => new RpcClient(transport, new Target { Topic = "tester" }).CallAsync("add", new { a = 1, b = 2 }));

        Assert.Contains($"127.0.0.1:{port}: no connection within 0.2 s.", error.Message, StringComparison.Ordinal);
    }
}

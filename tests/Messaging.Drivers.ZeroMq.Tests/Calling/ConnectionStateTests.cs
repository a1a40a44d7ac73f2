using Messaging.Drivers.ZeroMq.Tests.Support;

namespace Messaging.Drivers.ZeroMq.Tests.Calling;

public sealed class ConnectionStateTests : ZeroMqTest
{
    [Fact]
    public async Task A_transport_shows_where_each_address_stands()
    {
        int there = FreePorts.Next(), nowhere = FreePorts.Next();
        var server = await ServeAsync(there, "s", null, Says("who", "s"));
        var transport = await OpenAsync($"zmq://127.0.0.1:{there},127.0.0.1:{nowhere}");
        Assert.Equal([ConnectionStatus.Idle, ConnectionStatus.Idle], Statuses(transport));
        Assert.Equal($"127.0.0.1:{there}", transport.Connections[0].Host);
        var client = new RpcClient(transport, new Target { Topic = Topic });

        Assert.Equal("s", await client.With(timeout: WaitLimit.Default).CallAsync<string>(null, "who"));
        await Log.WaitForAsync("PeerNotReached");
        Assert.Equal([ConnectionStatus.Open, ConnectionStatus.Unreachable], Statuses(transport));
        Assert.Null(transport.Connections[0].Error);
        Assert.NotNull(transport.Connections[1].Error);
        Assert.Null(transport.Connections[1].LastOpen);

        await server.DisposeAsync();
        await Log.WaitForAsync("PeerLost");
        var lost = transport.Connections[0];
        Assert.Equal(ConnectionStatus.Unreachable, lost.Status);
        Assert.NotNull(lost.LastOpen);
        Assert.NotNull(lost.Error);

        await transport.DisposeAsync();
        Assert.Equal([ConnectionStatus.Closed, ConnectionStatus.Closed], Statuses(transport));
    }

    [Fact]
    public async Task Who_is_not_let_in_is_refused()
    {
        var port = FreePorts.Next();
        await ServeAsync($"zmq://ada:secret@127.0.0.1:{port}", "s", null, new RpcServerOptions(), Says("who", "s"));
        var transport = await OpenAsync($"zmq://ada:guessed@127.0.0.1:{port}");
        Log.Expect("PeerRefused");

        await Assert.ThrowsAsync<ConnectionFailedException>(
            () => new RpcClient(transport, new Target { Topic = Topic }).With(timeout: WaitLimit.Default).CallAsync(null, "who"));

        Assert.Equal([ConnectionStatus.Refused], Statuses(transport));
        Assert.DoesNotContain("guessed", transport.Connections[0].ToString(), StringComparison.Ordinal);
    }

    private static ConnectionStatus[] Statuses(Transport transport) => [.. transport.Connections.Select(connection => connection.Status)];
}

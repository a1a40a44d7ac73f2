using System.Net;
using System.Net.Sockets;

namespace Messaging.TestKit.Tests;

public sealed class TcpProxyTests : IAsyncLifetime
{
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private TcpProxy _proxy = null!;

    public ValueTask InitializeAsync()
    {
        _server.Start();
        _proxy = TcpProxy.Start(((IPEndPoint)_server.LocalEndpoint).Port);
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _server.Dispose();
    }

    [Fact]
    public async Task Bytes_pass_both_ways_and_the_end_of_one_way_passes_too()
    {
        var (client, server) = await OpenAsync();

        await client.SendAsync("ping"u8.ToArray());
        Assert.Equal("ping"u8.ToArray(), await ReceiveAsync(server, 4));
        client.Shutdown(SocketShutdown.Send);
        Assert.Empty(await ReceiveAsync(server, 1));
        await server.SendAsync("pong"u8.ToArray());
        Assert.Equal("pong"u8.ToArray(), await ReceiveAsync(client, 4));
        server.Dispose();
        Assert.Empty(await ReceiveAsync(client, 1));
    }

    [Fact]
    public async Task Cutting_resets_both_ends_and_lets_new_connections_in()
    {
        var (client, server) = await OpenAsync();

        _proxy.CutAll();

        await Assert.ThrowsAsync<SocketException>(() => ReceiveAsync(client, 1));
        await Assert.ThrowsAsync<SocketException>(() => ReceiveAsync(server, 1));
        await OpenAsync();
        await _proxy.WaitForConnectionsAsync(2);
    }

    [Fact]
    public async Task Refusing_turns_new_connections_away_and_keeps_the_open_ones()
    {
        var (client, server) = await OpenAsync();

        _proxy.Refuse();

        await Assert.ThrowsAsync<SocketException>(OpenAsync);
        await client.SendAsync(new byte[1]);
        Assert.Single(await ReceiveAsync(server, 1));
        _proxy.Accept();
        await OpenAsync();
        Assert.Equal(2, _proxy.OpenConnections);
    }

    [Fact]
    public async Task A_stalled_direction_is_silent_until_it_is_resumed()
    {
        var (client, server) = await OpenAsync();

        _proxy.Stall(ProxyDirection.ToTarget);
        await client.SendAsync("late"u8.ToArray());
        await server.SendAsync("soon"u8.ToArray());

        Assert.Equal("soon"u8.ToArray(), await ReceiveAsync(client, 4));
        Assert.Equal(0, server.Available);
        _proxy.Resume();
        Assert.Equal("late"u8.ToArray(), await ReceiveAsync(server, 4));
    }

    [Fact]
    public async Task A_stalled_connection_can_be_cut()
    {
        var (client, server) = await OpenAsync();
        _proxy.Stall();
        await client.SendAsync(new byte[1]);

        _proxy.CutAll();

        await Assert.ThrowsAsync<SocketException>(() => ReceiveAsync(server, 1));
    }

    [Fact]
    public async Task A_delay_holds_each_piece_back()
    {
        var (client, server) = await OpenAsync();
        _proxy.Delay = TimeSpan.FromMilliseconds(50);

        var start = TimeProvider.System.GetTimestamp();
        await client.SendAsync(new byte[1]);
        await ReceiveAsync(server, 1);

        // Timers of the system count in milliseconds and may fire within the one that is under way.
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(49));
    }

    [Fact]
    public async Task A_target_that_is_not_there_looks_like_a_lost_connection()
    {
        _server.Stop();

        await Assert.ThrowsAsync<SocketException>(async () => await ReceiveAsync(await ConnectAsync(), 1));
    }

    private async Task<(Socket Client, Socket Server)> OpenAsync()
    {
        var client = await ConnectAsync();
        return (client, await _server.AcceptSocketAsync().WaitAsync(WaitLimit.Default));
    }

    private async Task<Socket> ConnectAsync()
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, _proxy.Port);
        return client;
    }

    private static async Task<byte[]> ReceiveAsync(Socket socket, int count)
    {
        var buffer = new byte[count];
        var received = 0;
        int more;
        while (received < count && (more = await socket.ReceiveAsync(buffer.AsMemory(received)).AsTask().WaitAsync(WaitLimit.Default)) > 0)
        {
            received += more;
        }

        return buffer[..received];
    }
}

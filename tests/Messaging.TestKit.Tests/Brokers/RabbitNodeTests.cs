using System.Net;
using System.Net.Sockets;

namespace Messaging.TestKit.Tests;

[NeedsNode]
public sealed class RabbitNodeTests
{
    private static readonly byte[] AmqpHeader = "AMQP\0\0\x9\x1"u8.ToArray();

    [Fact]
    public async Task A_killed_node_starts_again_with_its_data_and_a_disposed_one_leaves_nothing_behind()
    {
        await using var node = await RabbitNode.StartAsync();
        var (url, firstProcess) = (node.Url, node.ProcessId);
        await node.AddVirtualHostAsync("kept");

        await node.KillAsync();

        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(node.Port));
        await node.StartAgainAsync();
        var (secondProcess, folder) = (node.ProcessId, Path.Combine(Path.GetTempPath(), node.Name.Split('@')[0]));
        Assert.Equal(url, node.Url);
        Assert.NotEqual(firstProcess, secondProcess);
        var hosts = await node.ListAsync("vhosts", "name");
        Assert.Contains(hosts, host => host.GetProperty("name").ValueEquals("kept"));
        Assert.True(Directory.Exists(folder));

        await node.StopAsync();
        await node.DisposeAsync();

        Assert.False(Directory.Exists($"/proc/{secondProcess}"));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Of_two_nodes_one_freezes_and_the_other_goes_on()
    {
        var nodes = await Task.WhenAll(RabbitNode.StartAsync(), RabbitNode.StartAsync());
        await using var frozen = nodes[0];
        await using var other = nodes[1];

        await frozen.PauseAsync();
        using var client = await ConnectAsync(frozen.Port);
        await client.SendAsync(AmqpHeader);
        Assert.Equal($"'{other.Name}'", await other.RunCtlAsync("--quiet", "eval", "node()."));
        Assert.Equal(0, client.Available);
        await frozen.ResumeAsync();

        Assert.Equal(1, await client.ReceiveAsync(new byte[1]).WaitAsync(WaitLimit.Default));
    }

    [Fact]
    public async Task A_node_that_cannot_start_says_why()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RabbitNode.StartAsync("no_such_setting = 1"));

        Assert.Contains("no_such_setting", failure.Message);
    }

    private static async Task<Socket> ConnectAsync(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }
}

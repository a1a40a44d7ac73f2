using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>Where the connections of a transport stand, as it shows it.</summary>
public sealed class ConnectionStateTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    [Fact]
    public async Task Open_connections_say_so_and_where_they_lead()
    {
        var before = DateTimeOffset.UtcNow;
        var transport = await OpenAsync();

        Assert.Equal(["publish", "consume"], transport.Connections.Select(connection => connection.Name));
        Assert.All(transport.Connections, connection =>
        {
            Assert.Equal(ConnectionStatus.Open, connection.Status);
            Assert.Equal($"127.0.0.1:{Node.Port}", connection.Host);
            Assert.InRange(connection.Since, before, DateTimeOffset.UtcNow);
            Assert.Null(connection.LastOpen);
            Assert.Null(connection.Error);
        });
    }

    [Fact]
    public async Task A_transport_that_was_not_used_is_idle_and_one_that_was_disposed_is_closed()
    {
        var transport = Transport.Create(Node.Url, Options());
        Assert.All(transport.Connections, connection => Assert.Equal(ConnectionStatus.Idle, connection.Status));

        await transport.DisposeAsync();
        Assert.All(transport.Connections, connection => Assert.Equal(ConnectionStatus.Closed, connection.Status));
    }

    [Fact]
    public async Task A_lost_connection_says_since_when_and_why_it_does_not_come_back_until_it_does()
    {
        await using var proxy = TcpProxy.Start(Node.Port);
        var transport = await OpenAsync($"rabbit://guest:guest@127.0.0.1:{proxy.Port}/");

        proxy.Refuse();
        proxy.CutAll();
        await SaidOfBothAsync(5003, 1);
        var down = transport.Connections;
        proxy.Accept();
        await SaidOfBothAsync(5001, 2);

        Assert.All(down, connection =>
        {
            Assert.Equal(ConnectionStatus.Unreachable, connection.Status);
            Assert.Equal(connection.Since, connection.LastOpen);
            Assert.Contains("refused", connection.Error, StringComparison.Ordinal);
        });
        Assert.All(transport.Connections, connection =>
        {
            Assert.Equal(ConnectionStatus.Open, connection.Status);
            Assert.NotNull(connection.LastOpen);
            Assert.Null(connection.Error);
        });
        Assert.Contains(Log.Entries, e => e.EventId.Id == 5001 && e.ToString().Contains(" s without (", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_connection_says_so_without_the_password()
    {
        Log.Expect(5004);
        var transport = Own(Transport.Create($"rabbit://guest:geheim@127.0.0.1:{Node.Port}/", Options()));

        await Assert.ThrowsAsync<ConnectionFailedException>(() => transport.ConnectAsync(Token));

        var state = transport.Connections[0];
        Assert.Equal(ConnectionStatus.Refused, state.Status);
        Assert.Contains("guest", state.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", state.ToString(), StringComparison.Ordinal);
    }

    private async Task SaidOfBothAsync(int id, int times)
    {
        foreach (var name in new[] { "(publish)", "(consume)" })
        {
            await Log.WaitForAsync(_ => Log.Entries.Count(
                e => e.EventId.Id == id && e.ToString().Contains(name, StringComparison.Ordinal)) >= times);
        }
    }
}

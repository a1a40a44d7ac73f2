using System.Text;
using Messaging.TestKit;

namespace Messaging.Drivers.Amqp1.Tests.OnBroker;

/// <summary>A broker, or somebody on the way to it, that sends what is no frame of AMQP 1.0: it costs that connection, and nothing else.</summary>
public sealed class FrameTests(ContractBroker broker) : ProxiedTest(broker)
{
    [Theory]
    [InlineData("4 GiB", "FFFFFFFF 02000000")]
    [InlineData("2 GiB", "7FFFFFFF 02000000")]
    [InlineData("larger than agreed", "00100000 02000000")]
    [InlineData("no size", "00000000 02000000")]
    [InlineData("smaller than its head", "00000007 02000000")]
    [InlineData("begins behind its end", "0000000C FF000000 00531145")]
    [InlineData("begins in its head", "0000000C 00000000 00531145")]
    [InlineData("no performative", "0000000C 02000000 00537F45")]
    [InlineData("a text for a performative", "0000000C 02000000 A1026869")]
    [InlineData("a list of 4 billion", "00000014 02000000 005314D0 00000008 FFFFFFFF")]
    [InlineData("a list of 4 billion that says so", "00000014 02000000 005314D0 FFFFFFFF FFFFFFFF")]
    [InlineData("binary of 2 GiB", "00000015 02000000 005314C0 0802 43B0 7FFFFFFF 00")]
    [InlineData("a channel that was not begun", "0000000C 02007FFF 00531745")]
    public async Task What_is_no_frame_costs_its_connection_alone(string what, string frame)
    {
        await using var serving = await OpenAsync(Broker.Url);
        var endpoint = new Noter(Noted);
        await using var server = await ServeAsync(serving, endpoint);
        await using var calling = await OpenAsync(ProxyUrl("?reconnect_delay=0.05"));
        var client = new RpcClient(calling, new Target { Topic = Topic });
        var parked = client.CallAsync(null, "park", cancellationToken: Token);
        await Noted.WaitForAsync(entry => entry == "parked", "parked");

        Proxy.Inject(Convert.FromHexString(frame.Replace(" ", "", StringComparison.Ordinal)));

        await Assert.ThrowsAsync<ConnectionLostException>(() => parked);
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        endpoint.Release();
        Assert.DoesNotContain(Log.Entries, entry => entry.EventId.Name == "WorkFailed");
        Assert.NotEmpty(what);
    }

    [Fact]
    public async Task Values_in_values_without_an_end_cost_their_connection_alone()
    {
        await using var calling = await OpenAsync(ProxyUrl("?reconnect_delay=0.05"));
        var client = new RpcClient(calling, new Target { Topic = Topic });
        var frame = new byte[100_000];
        Convert.FromHexString("000186A002000000").CopyTo(frame, 0);

        Proxy.Inject(frame);

        await Log.WaitForAsync(entry => entry.EventId.Name == "ConnectionLost");
        await Assert.ThrowsAsync<NoServerException>(() => client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }

    [Fact]
    public async Task Another_protocol_is_told_to_who_connects()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var opening = OpenAsync($"amqp1://guest:guest@127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}/");
        using var peer = await listener.AcceptSocketAsync(Token);
        await peer.SendAsync(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\n\r\n"), Token);

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => opening);

        Assert.Contains("127.0.0.1", error.Message, StringComparison.Ordinal);
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Messaging.Drivers.ZeroMq.Tests.Support;

namespace Messaging.Drivers.ZeroMq.Tests.Addressing;

/// <summary><c>zmq+dns://</c>: a name that leads to servers which change.</summary>
public sealed class DnsTests : ZeroMqTest
{
    private readonly ConcurrentDictionary<string, string[]> _names = new();

    [Fact]
    public async Task Calls_follow_a_name_to_other_servers_and_what_is_under_way_is_answered()
    {
        var port = FreePorts.Next();
        var parked = new SyncPoint();
        await ServeAsync(port, "old", null, Says("who", "old"), Parks("park", parked, "from the old one"));
        await ServeAsync($"zmq://127.0.0.2:{port}", "new", null, new RpcServerOptions(), Says("who", "new"));
        _names["calc"] = ["127.0.0.1"];
        var client = await ClientAsync($"zmq+dns://calc:{port}", Names());
        Assert.Equal("old", await client.CallAsync<string>(null, "who"));
        var underWay = client.CallAsync<string>(null, "park");
        await parked.WaitUntilParkedAsync();

        _names["calc"] = ["127.0.0.2"];
        await Log.WaitForAsync(entry => entry.EventId.Name == "NameLeads" && entry.Message.Contains("127.0.0.2", StringComparison.Ordinal));
        await Log.WaitForAsync(entry => entry.EventId.Name == "PeerConnected" && entry.Message.Contains("127.0.0.2", StringComparison.Ordinal));

        Assert.Equal("new", await client.CallAsync<string>(null, "who"));
        parked.Release();
        Assert.Equal("from the old one", await underWay);
    }

    [Fact]
    public async Task All_addresses_of_a_name_are_called()
    {
        var port = FreePorts.Next();
        await ServeAsync(port, "one", null, Says("who", "one"));
        await ServeAsync($"zmq://127.0.0.2:{port}", "two", null, new RpcServerOptions(), Says("who", "two"));
        _names["calc"] = ["127.0.0.2", "127.0.0.1"];
        var client = await ClientAsync($"zmq+dns://calc:{port}", Names());

        var seen = new HashSet<string>();
        while (seen.Count < 2)
        {
            seen.Add(await client.CallAsync<string>(null, "who").WaitAsync(WaitLimit.Default));
        }
    }

    [Fact]
    public async Task A_name_that_is_not_known_yet_is_asked_for_again_while_a_call_waits()
    {
        var port = FreePorts.Next();
        await ServeAsync(port, "s", null, Says("who", "s"));
        var client = await ClientAsync($"zmq+dns://calc:{port}", Names());

        var call = client.CallAsync<string>(null, "who");
        await Log.WaitForAsync("NameNotResolved");
        _names["calc"] = ["127.0.0.1"];

        Assert.Equal("s", await call);
    }

    [Fact]
    public async Task A_name_that_stays_unknown_has_no_server()
    {
        var client = await ClientAsync($"zmq+dns://calc:{FreePorts.Next()}?grace=0.2", Names());

        var error = await Assert.ThrowsAsync<NoServerException>(() => client.CallAsync(null, "who"));
        Assert.Contains("The name calc cannot be resolved", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_known_stays_while_the_name_cannot_be_resolved()
    {
        var port = FreePorts.Next();
        await ServeAsync(port, "s", null, Says("who", "s"));
        _names["calc"] = ["127.0.0.1"];
        var client = await ClientAsync($"zmq+dns://calc:{port}", Names());
        Assert.Equal("s", await client.CallAsync<string>(null, "who"));

        _names.Clear();
        await Log.WaitForAsync("NameNotResolved");

        Assert.Equal("s", await client.CallAsync<string>(null, "who"));
    }

    [Fact]
    public async Task The_machines_own_resolver_is_asked()
    {
        var port = FreePorts.Next();
        await ServeAsync(port, "s", null, Says("who", "s"));
        var client = await ClientAsync($"zmq+dns://localhost:{port}");

        Assert.Equal("s", await client.CallAsync<string>(null, "who"));
    }

    [Theory]
    [InlineData("zmq+dns://*:5555", TransportUrlPart.Host)]
    [InlineData("zmq+dns://calc", TransportUrlPart.Port)]
    [InlineData("zmq+dns://calc:5555/path", TransportUrlPart.VirtualHost)]
    [InlineData("zmq+dns://calc:5555?dns_interval=0", TransportUrlPart.Query)]
    public async Task A_url_that_cannot_be_meant_is_refused(string url, TransportUrlPart part)
    {
        var error = await Assert.ThrowsAsync<InvalidTransportUrlException>(() => OpenAsync(url));

        Assert.Equal(part, error.Part);
    }

    private ZeroMqOptions Names() => new()
    {
        Grace = WaitLimit.Default,
        DnsInterval = TimeSpan.FromMilliseconds(300),
        Resolve = (name, _) => _names.TryGetValue(name, out var addresses)
            ? Task.FromResult(Array.ConvertAll(addresses, IPAddress.Parse))
            : Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound)),
    };
}

using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Messaging.Drivers.ZeroMq.Tests.Support;

namespace Messaging.Drivers.ZeroMq.Tests.Faults;

/// <summary>What strangers do any number of times leaves a line at first, and then one a minute at most, in which all are counted.</summary>
public sealed partial class ProbeTests : ZeroMqTest
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly int _port = FreePorts.Next();
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Three_hundred_probes_of_the_port_are_two_lines()
    {
        var transport = await ServeAsync($"zmq://127.0.0.1:{_port}");
        for (var i = 0; i < 300; i++)
        {
            await ProbeAsync();
        }

        await EndAsync(transport);

        Assert.Single(Refused());
        Assert.Equal(299, Counted(Assert.Single(Gathered())));
        Assert.Contains(" × the peer closed the connection during the handshake (the last: 127.0.0.1:", Gathered()[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probes_that_go_on_are_one_line_a_minute()
    {
        var transport = await ServeAsync($"zmq://127.0.0.1:{_port}");
        await ProbeAsync();
        await Log.WaitForAsync("ClientRefused");
        for (var minute = 1; minute <= 3; minute++)
        {
            // Those that the server has closed it has counted: none comes in another minute.
            await IntrudeAsync();
            await IntrudeAsync();
            _clock.Advance(Minute);
        }

        await EndAsync(transport);

        Assert.Single(Refused());
        Assert.Equal(6, Gathered().Sum(Counted));
        Assert.InRange(Gathered().Count, 1, 4);
    }

    [Fact]
    public async Task Wrong_passwords_are_counted_as_well()
    {
        var transport = await ServeAsync($"zmq://ada:s3cret@127.0.0.1:{_port}");
        for (var i = 0; i < 3; i++)
        {
            await using var guess = await RawClient.ConnectAsync(_port);
            await guess.SendAsync(RawClient.MakeGreeting("PLAIN"));
            await guess.SendAsync(RawClient.Frame(4, [5, .. "HELLO"u8, 3, .. "ada"u8, 1, (byte)'x']));
            await guess.ReceiveToEndAsync();
        }

        await EndAsync(transport);

        Assert.Single(Refused());
        // With more of them its address would have to wait, for a clock that stands still here.
        Assert.Equal(2, Counted(Assert.Single(Gathered())));
        Assert.Contains("2 × the user or the password is wrong", Gathered()[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bodies_that_are_too_large_are_counted_as_well()
    {
        var transport = await ServeAsync($"zmq://127.0.0.1:{_port}", maxMessageSize: 10_000);
        var client = await RawClient.ConnectAsync(_port);
        await client.GreetAsync("large");
        byte[] topic = [(byte)Topic.Length, .. System.Text.Encoding.ASCII.GetBytes(Topic)];
        for (var i = 0; i < 50; i++)
        {
            await client.SendAsync(RawClient.Frame(1, [1, 3, .. new byte[16], 0, 0, 255, 255, 255, 255, 0, .. topic, 0, 0, 0, 0]));
            await client.SendAsync(RawClient.Frame(0, new byte[20_000]));
            await client.ReceiveMessageAsync();
        }

        await client.DisposeAsync();
        await EndAsync(transport);

        Assert.Single(Log.Entries, entry => entry.EventId.Name == "TooLargeRefused");
        Assert.Equal(49, Counted(Assert.Single(Log.Entries, entry => entry.EventId.Name == "TooLargeGathered").Message));
    }

    private async Task<Transport> ServeAsync(string url, int? maxMessageSize = null)
    {
        var transport = await OpenAsync(url, maxMessageSize: maxMessageSize, clock: _clock);
        await Own(new RpcServer(transport, new Target { Topic = Topic, Server = "s" }, new RpcEndpoint([Echo()]))).StartAsync();
        return transport;
    }

    /// <summary>A monitor that looks whether the port is open. It was accepted once it gets our greeting.</summary>
    private async Task ProbeAsync()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", _port);
        var greeting = new byte[64];
        for (var got = 0; got < greeting.Length;)
        {
            got += await socket.ReceiveAsync(greeting.AsMemory(got));
        }
    }

    /// <summary>A browser that asks for a page. The server closes the connection.</summary>
    private async Task IntrudeAsync()
    {
        await using var browser = await RawClient.ConnectAsync(_port);
        await browser.SendAsync("GET / HTTP/1.1\r\nHost: calc\r\n\r\n"u8.ToArray());
        await browser.ReceiveToEndAsync();
    }

    /// <summary>What is gathered is said at the end, when every connection has been looked at.</summary>
    private static async Task EndAsync(Transport transport) => await transport.DisposeAsync().AsTask().WaitAsync(WaitLimit.Default);

    private List<string> Refused() => Messages("ClientRefused");

    private List<string> Gathered() => Messages("ClientsRefused");

    private List<string> Messages(string name) => [.. Log.Entries.Where(entry => entry.EventId.Name == name).Select(entry => entry.Message)];

    private static int Counted(string message) => int.Parse(Number().Match(message).Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}

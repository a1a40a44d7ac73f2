using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Malformed;

/// <summary>Bodies of 100 MB where far less is allowed.</summary>
public sealed class HugeBodyTests(Troupe troupe) : LocalTest(troupe)
{
    private const int Times = 12;

    private static readonly byte[] Huge =
        RawPeer.Envelope("{\"method\": \"echo\", \"args\": {\"value\": \"" + new string('x', 100_000_000) + "\"}}");

    [Fact]
    public async Task Each_is_refused_with_a_line_that_says_why()
    {
        await ServeLocallyAsync(new Probe(), options => options.MaxMessageSize = 1_000_000);

        await Raw.SendAsync(Topic, Huge);
        await Log.WaitForAsync("CallRefused");

        Assert.Contains("MaxMessageSize", Assert.Single(Complaints).Message, StringComparison.Ordinal);
        Assert.Equal("1", await CallAsync(Side.Python, "echo", """{"value": 1}""", new() { Version = "1.5" }));
    }

    [Fact]
    public async Task More_of_them_than_it_has_memory_go_through_a_server()
    {
        await using var server = await PeerDriver.StartAsync(Side.Dotnet, Troupe.Url, ("DOTNET_GCHeapHardLimit", "0x40000000"));
        await server.ServeAsync(new() { Topic = Topic, Server = "one", MaxMessageSize = 1_000_000 });

        for (var i = 0; i < Times; i++)
        {
            await Raw.SendAsync(Topic, Huge);
        }

        Assert.Equal("\"one\"", await CallAsync(Side.Python, "whoami"));
    }
}

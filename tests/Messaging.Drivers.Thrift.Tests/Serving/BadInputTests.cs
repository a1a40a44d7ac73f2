using Messaging.Drivers.Thrift.Tests.Support;

namespace Messaging.Drivers.Thrift.Tests.Serving;

/// <summary>Clients that speak something else, or break off, are told why where that can be, are closed, and harm nobody.</summary>
public sealed class BadInputTests : ThriftTest
{
    public static TheoryData<string, string, string> Closing => new()
    {
        { "a TLS handshake", "160301020001000100", "began a TLS handshake" },
        { "nothing known", "0102030405060708", "neither a Thrift message nor an HTTP request" },
        { "a frame of 4 GB", "ffffffff80010001", "its frame has 4294967295 bytes, but only 16384000 are allowed" },
        { "a frame of 2 GB of nothing known", "7fffffff01010101", "neither a Thrift message" },
        { "the header protocol", "000000200fff0000", "header protocol" },
        { "a name of 4 GB", "800100017fffffff", "cannot be read" },
        { "a wrong version", "8002000100000003616464", "cannot be read" },
        { "a compact message of another version", "82250003616464", "cannot be read" },
        { "JSON that is none", "5b317d", "cannot be read" },
        { "zlib that is none", "789c0102030405060708", "" },
        { "HTTP that is none", "504f5354200d0a0d0a", "not an HTTP/1.1 request" },
        { "old binary of a name without end", "7fffff0061", "the name of its method has 2147483392 bytes" },
    };

    [Theory]
    [MemberData(nameof(Closing))]
    public async Task What_cannot_be_read_closes_the_connection_with_a_reason_in_the_log(string what, string hex, string reason)
    {
        await ServeAsync(Url);
        using var peer = await RawPeer.ConnectAsync(Port);

        await peer.SendAsync(Convert.FromHexString(hex));
        peer.EndSending();
        await peer.ReadToEndAsync();

        var logged = await Log.WaitForAsync("ClientRefused");
        Assert.Contains(reason, logged.Message, StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {logged.Message}");
        await AssertServesAsync();
    }

    [Theory]
    [InlineData("framed", "it left in the middle of a frame, after 20 of its 30 bytes")]
    [InlineData("buffered", "it left in the middle of a message")]
    public async Task A_message_that_breaks_off_closes_the_connection(string transport, string reason)
    {
        await ServeAsync(Url);
        using var peer = await RawPeer.ConnectAsync(Port);
        var message = transport == "framed" ? RawPeer.Frame(RawPeer.Add) : RawPeer.Add;

        await peer.SendAsync(message.AsMemory(0, 24));
        peer.EndSending();
        await peer.ReadToEndAsync();

        Assert.Contains(reason, (await Log.WaitForAsync("ClientRefused")).Message, StringComparison.Ordinal);
        await AssertServesAsync();
    }

    [Fact]
    public async Task A_message_that_does_not_come_whole_in_its_time_closes_the_connection()
    {
        await ServeAsync(Url + "/?message_timeout=0.3");
        using var framed = await RawPeer.ConnectAsync(Port);
        using var http = await RawPeer.ConnectAsync(Port);

        await framed.SendAsync(RawPeer.Frame(RawPeer.Add).AsMemory(0, 24));
        await http.SendAsync("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc"u8.ToArray());
        await framed.ReadToEndAsync();
        await http.ReadToEndAsync();

        Assert.Contains("message_timeout", (await Log.WaitForAsync("ClientRefused")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_method_a_wrong_type_and_a_missing_argument_are_answered_and_the_connection_goes_on()
    {
        await ServeAsync(Url);
        using var peer = await RawPeer.ConnectAsync(Port);
        byte[] unknown = [0x80, 1, 0, 1, 0, 0, 0, 3, .. "sub"u8, 0, 0, 0, 1, 8, 0, 1, 0, 0, 0, 1, 0];
        byte[] text = [0x80, 1, 0, 1, 0, 0, 0, 3, .. "add"u8, 0, 0, 0, 2, 11, 0, 1, 0, 0, 0, 1, (byte)'x', 8, 0, 2, 0, 0, 0, 2, 0];
        byte[] missing = [0x80, 1, 0, 1, 0, 0, 0, 3, .. "add"u8, 0, 0, 0, 3, 8, 0, 1, 0, 0, 0, 1, 0];
        byte[] answer = [0x80, 1, 0, 2, 0, 0, 0, 3, .. "add"u8, 0, 0, 0, 7, 8, 0, 0, 0, 0, 0, 3, 0];

        await peer.SendAsync((byte[])[.. unknown, .. text, .. missing]);
        var seen = await peer.ReadUntilAsync("add() needs the argument 'b'");
        await peer.SendAsync(RawPeer.Add);
        var added = await peer.ReadUntilAsync(RawPeer.Text(answer));

        Assert.Contains("there is no method 'sub'", seen, StringComparison.Ordinal);
        Assert.Contains("the argument 'a' of 'add' is of the type i32, but arrived as a string", seen, StringComparison.Ordinal);
        Assert.EndsWith(RawPeer.Text(answer), added, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_of_a_newer_file_are_passed_over_and_a_required_one_that_is_missing_is_told()
    {
        var newer = ThriftService.Parse("""
            struct Inner { 1: i32 number, 2: optional string note, 9: map<string, list<set<binary>>> more, 12: list<bool> flags }
            struct Everything { 10: Inner inner, 77: list<Inner> others, 78: double real }
            service Tester { Everything echo(1: Everything value, 2: Inner further) }
            """);
        await ServeAsync(Url);
        foreach (var protocol in new[] { "binary", "compact", "json" })
        {
            var client = await ClientAsync($"{Url}/?protocol={protocol}", TestServices.Options(newer));

            var echo = await client.CallAsync(null, "echo", new
            {
                value = new { inner = new { number = 3, more = new Dictionary<string, string[][]> { ["x"] = [["AA=="]] }, flags = new[] { true, false } }, others = new[] { new { number = 1 } }, real = 1.5 },
                further = new { number = 1 },
            });
            var missing = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "echo", new { value = new { inner = new { note = "x" } } }));

            Assert.Equal(3, echo["inner"]["number"].GetInt32());
            Assert.Contains("the field 'number' of Inner is required, but did not arrive", missing.RemoteMessage, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_struct_that_nests_too_deep_and_a_result_of_the_wrong_type_are_told()
    {
        var tree = ThriftService.Parse("struct Tree { 1: optional list<Tree> below } service T { i32 depth(1: Tree tree) }");
        var options = new ThriftOptions { Services = { ["tester"] = tree }, MaxDepth = 200 };
        await ServeAsync(Url + "/?max_depth=20", new Depths(), options);
        var client = await ClientAsync(Url, options);

        var wrong = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "depth", new { tree = Tree(3) }));
        Assert.Contains("The result of 'depth' is an i32, not the text \"many\"", wrong.RemoteMessage, StringComparison.Ordinal);
        var deep = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "depth", new { tree = Tree(30) }));
        Assert.Contains("cannot be read", deep.RemoteMessage, StringComparison.Ordinal);
        var shallow = await ClientAsync(Url + "/?max_depth=50", options);
        await Assert.ThrowsAsync<SerializationException>(() => shallow.CallAsync(null, "depth", new { tree = Tree(100) }));
        Log.Expect("ReplyFailed");
    }

    [Fact]
    public async Task Frames_of_almost_16_MB_pass_and_larger_ones_are_refused_on_both_sides()
    {
        await ServeAsync(Url);
        var client = await ClientAsync(Url);
        var generous = await ClientAsync(Url + "/?max_frame_size=30000000");

        Assert.Equal(16_000_000, (await client.CallAsync<byte[]>(null, "reverse", new { bytes = new byte[16_000_000] })).Length);
        var refused = await Assert.ThrowsAsync<DeliveryException>(() => client.CallAsync(null, "reverse", new { bytes = new byte[17_000_000] }));
        await Assert.ThrowsAnyAsync<MessagingException>(() => generous.CallAsync(null, "reverse", new { bytes = new byte[17_000_000] }));

        Assert.Contains("max_frame_size", refused.Message, StringComparison.Ordinal);
        await AssertServesAsync();
    }

    private async Task AssertServesAsync()
    {
        using var peer = await RawPeer.ConnectAsync(Port);
        await peer.SendAsync(RawPeer.Frame(RawPeer.Add));
        var answer = await peer.ReadAsync(4 + 23);
        Assert.Equal(3, answer[^2]);
    }

    private static RpcValue Tree(int depth) =>
        RpcValue.Parse(string.Concat(Enumerable.Repeat("{\"below\": [", depth)) + string.Concat(Enumerable.Repeat("]}", depth)));
}

using System.Globalization;
using Messaging.DriverContract;
using Messaging.Drivers.Thrift.Tests.Interop;
using Messaging.Drivers.Thrift.Tests.Support;
using Messaging.Thrift;

namespace Messaging.Drivers.Thrift.Tests.Bridging;

/// <summary>A topic in front of a Thrift server.</summary>
public sealed class BackendTests(TestBroker broker) : BridgeTest(broker)
{
    [Theory]
    [InlineData("memory", "binary/framed")]
    [InlineData("rabbit", "compact/buffered")]
    public async Task A_topic_calls_a_server_of_Pythons(string kind, string spoken)
    {
        await using var python = PythonPeer.Start("thrift_peer.py", "serve");
        var port = (await python.WaitForReadyAsync()).GetProperty("ports").GetProperty(spoken).GetInt32().ToString(CultureInfo.InvariantCulture);
        var parts = spoken.Split('/');
        await ServeTopicAsync(kind, await BackendAsync($"thrift://127.0.0.1:{port}/?protocol={parts[0]}&transport={parts[1]}"));
        var client = await TopicClientAsync(kind);

        await Conversation.HoldAsync(client, spoken);

        // Thrift has no contexts, and Python's callers send one always: it ends at the bridge.
        Assert.Equal(3, await client.CallAsync<int>(new RpcContext { ["user"] = "anna" }, "add", new { a = 1, b = 2 }));
    }

    [Fact]
    public async Task A_call_of_a_oneway_method_ends_when_it_is_sent()
    {
        var tester = new TesterEndpoint();
        await ServeAsync(Url, tester);
        await ServeTopicAsync("memory", await BackendAsync(Url));
        var client = await TopicClientAsync("memory");

        Assert.True((await client.CallAsync("note", new { text = "called" })).IsNull);

        Assert.Equal("called", await tester.WaitForNoteAsync("called"));
    }

    [Fact]
    public async Task A_cast_of_a_method_with_a_result_drops_the_result()
    {
        var waiting = new Waiting();
        var service = ThriftService.Parse("service Waiting { string wait(1: string name) }");
        await ServeAsync(Url, waiting.Released(), TestServices.Options(service));
        await ServeTopicAsync("memory", await BackendAsync(Url, service));

        await (await TopicClientAsync("memory")).CastAsync("wait", new { name = "x" });

        await waiting.ArrivedAsync(1).WithinLimit();
    }

    [Fact]
    public async Task Arguments_that_do_not_fit_the_method_are_refused()
    {
        await ServeAsync(Url);
        await ServeTopicAsync("memory", await BackendAsync(Url));
        var client = await TopicClientAsync("memory");

        var unknown = await Assert.ThrowsAsync<InvalidArgumentsException>(() => client.CallAsync("add", new { a = 1, c = 2 }));
        var unfit = await Assert.ThrowsAsync<InvalidArgumentsException>(() => client.CallAsync("add", new { a = "x", b = 2 }));
        var large = await Assert.ThrowsAsync<InvalidArgumentsException>(() => client.CallAsync("add", new { a = 1L << 40, b = 2 }));

        Assert.Contains("has no argument 'c'. It takes a (optional), b (optional).", unknown.Message, StringComparison.Ordinal);
        Assert.Equal("The argument 'a' of 'add' is an i32, not the text \"x\".", unfit.Message);
        Assert.Contains("does not fit", large.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<MethodNotFoundException>(() => client.CallAsync("subtract", new { a = 1, b = 2 }));
    }

    [Fact]
    public async Task A_method_that_the_Thrift_server_does_not_have_is_not_found()
    {
        await ServeAsync(Url);
        await ServeTopicAsync("memory", await BackendAsync(Url, ThriftService.Parse("service Newer { i32 add(1: i32 a, 2: i32 b) i32 subtract(1: i32 a, 2: i32 b) }")));
        var client = await TopicClientAsync("memory");

        Assert.Equal(3, await client.CallAsync<int>("add", new { a = 1, b = 2 }));
        await Assert.ThrowsAsync<MethodNotFoundException>(() => client.CallAsync("subtract", new { a = 1, b = 2 }));
    }

    [Fact]
    public async Task A_Thrift_server_that_cannot_be_reached_is_a_failure_that_says_so()
    {
        await ServeTopicAsync("memory", await BackendAsync($"{Url}/?grace=0"));
        var client = await TopicClientAsync("memory");

        var error = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync("add", new { a = 1, b = 2 }));

        Assert.Equal("NoServerException", error.TypeName);
        Assert.Contains($"127.0.0.1:{Port}", error.RemoteMessage, StringComparison.Ordinal);
    }

    private async Task<RpcEndpoint> BackendAsync(string url, ThriftService? service = null)
    {
        var thrift = await OpenAsync(url, TestServices.Options(service));
        return ThriftEndpoint.Forward(
            service ?? TestServices.Tester, new RpcClient(thrift, new Target { Topic = "tester" }, new RpcClientOptions { Timeout = WaitLimit.Default }));
    }
}

using System.Net;
using System.Net.Http.Json;

namespace Quickstart.Tests;

/// <summary>The sample over HTTP: what it serves is called by itself, and by anybody who speaks HTTP.</summary>
public sealed class GatewayTests
{
    [Theory]
    [InlineData("http", "")]
    [InlineData("h2c", "")]
    [InlineData("http", "/a/b")]
    public async Task One_program_serves_and_another_calls(string scheme, string path)
    {
        await using var server = await Serving.StartAsync($"{scheme}://127.0.0.1:{FreePorts.Next()}{path}", "--server", "one", "--topic", "desk");

        Assert.Equal("3", await server.CallAsync("add", "a=1", "b=2", "--topic", "desk"));
        Assert.Equal("one", await server.CallAsync("whoami", "--topic", "desk"));
        Assert.Equal("""{"x":[1,null,"zoë"]}""", await server.CallAsync("echo", """value={"x":[1,null,"zoë"]}""", "--topic", "desk"));
        Assert.Equal("null", await server.CallAsync("record", "tag=hi", "--topic", "desk"));
        Assert.Contains("server   one recorded: hi", server.Output.Entries);
        await server.StopAsync();
    }

    [Fact]
    public async Task Who_speaks_HTTP_calls_it()
    {
        var url = $"http://127.0.0.1:{FreePorts.Next()}";
        await using var server = await Serving.StartAsync(url);
        using var client = new HttpClient();

        using var answer = await client.PostAsJsonAsync($"{url}/rpc/calc/add", new { a = 1, b = 2 }, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("3", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_running_call_is_answered_before_it_stops()
    {
        await using var server = await Serving.StartAsync($"http://127.0.0.1:{FreePorts.Next()}");
        var call = server.CallAsync("sleep", "seconds=1.5");
        await server.Output.WaitForAsync(line => line.EndsWith("sleeps for 1.5 s", StringComparison.Ordinal), "the running call");

        await server.StopAsync();

        Assert.Equal("1.5", await call);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("thrift")]
    public async Task A_second_signal_ends_it_at_once(string scheme)
    {
        var url = $"{scheme}://127.0.0.1:{FreePorts.Next()}";
        await using var server = Sample.Start("serve", "--url", url);
        await server.Output.WaitForAsync(line => line.StartsWith("ready", StringComparison.Ordinal), "the ready line", WaitLimit.Start);
        await using var call = Sample.Start("call", "--url", url, "sleep", "seconds=3600");
        await server.Output.WaitForAsync(line => line.EndsWith("sleeps for 3600 s", StringComparison.Ordinal), "the running call", WaitLimit.Start);

        var first = server.StopAsync();
        await server.Output.WaitForAsync(line => line.StartsWith("stopping", StringComparison.Ordinal), "that it stops");
        var second = server.StopAsync();

        Assert.Equal((143, 143), (await first, await second));
    }

    [Fact]
    public async Task What_is_wrong_with_a_call_is_named()
    {
        var url = $"http://127.0.0.1:{FreePorts.Next()}";
        await using var server = await Serving.StartAsync(url);

        Assert.Contains("has no method 'subtract'", await server.FailAsync("subtract", "a=1"), StringComparison.Ordinal);
        Assert.Contains("'c'", await server.FailAsync("add", "a=1", "b=2", "c=3"), StringComparison.Ordinal);
        Assert.Contains("'b'", await server.FailAsync("add", "a=1"), StringComparison.Ordinal);
        Assert.Contains("'a'", await server.FailAsync("add", "a=one", "b=2"), StringComparison.Ordinal);
        Assert.Contains("'/rpc/other/add'", await server.FailAsync("add", "--topic", "other"), StringComparison.Ordinal);
        Assert.Contains("Leave Server out", await server.FailAsync("whoami", "--server", "one"), StringComparison.Ordinal);
        await server.StopAsync();
        Assert.Contains("No gateway can be reached.", await server.FailAsync("add", "a=1", "b=2"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve takes http://address:port or h2c://address:port. samples/Gateway serves with TLS and users.", "https://127.0.0.1:8443")]
    [InlineData("serve takes http://address:port or h2c://address:port. samples/Gateway serves with TLS and users.", "http://ada:secret@127.0.0.1:8080")]
    [InlineData("'gateway.example' is not an address of this machine. Write one, such as 127.0.0.1, or * for all of them.", "http://gateway.example:8080")]
    [InlineData("Nothing can be served at http://192.0.2.7:8080/. ", "http://192.0.2.7:8080")]
    [InlineData("Nothing can be served at http://127.0.0.1:8080/. The topic 'a b' cannot be part of the path of a URL.", "http://127.0.0.1:8080", "--topic", "a b")]
    public async Task What_cannot_be_served_is_named(string start, string url, params string[] words)
    {
        var result = await Sample.RunAsync(["serve", "--url", url, .. words]);

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.StartsWith(start, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        var url = $"http://127.0.0.1:{FreePorts.Next()}";
        await using var first = await Serving.StartAsync(url);

        var second = await Sample.RunAsync("serve", "--url", url);

        Assert.Equal(2, second.ExitCode);
        Assert.Empty(second.Output);
        Assert.StartsWith($"Nothing can be served at {url}/. ", second.Error, StringComparison.Ordinal);
        Assert.Contains("address already in use", second.Error.Split('\n')[0], StringComparison.Ordinal);
    }
}

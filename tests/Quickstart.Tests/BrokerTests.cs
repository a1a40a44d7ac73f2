namespace Quickstart.Tests;

/// <summary>The sample over a real RabbitMQ, as two programs, and with Python on the other side.</summary>
public sealed class BrokerTests(TestBroker broker)
{
    private readonly string _topic = $"quickstart-{Guid.NewGuid():N}";

    [Fact]
    public async Task The_tour_shows_the_same_over_a_broker() => TourTests.AssertShowsEverything(await Sample.RunAsync("--url", broker.Url));

    [Fact]
    public async Task One_program_serves_and_another_calls()
    {
        await using var server = Sample.Start("serve", "--url", broker.Url, "--topic", _topic, "--server", "one");
        await server.Output.WaitForAsync(line => line.StartsWith("ready", StringComparison.Ordinal), "the ready line", WaitLimit.Start);

        Assert.Equal("3", await CallAsync("add", "a=1", "b=2"));
        Assert.Equal("one", await CallAsync("whoami"));
        Assert.Equal("plain text", await CallAsync("echo", "value=plain text"));
        Assert.Equal("""{"x":[1,null,"zoë"]}""", await CallAsync("echo", """value={"x":[1,null,"zoë"]}"""));

        Assert.Equal(0, await server.StopAsync());
        Assert.StartsWith("stopped", server.Output.Entries[^1], StringComparison.Ordinal);
        Assert.Empty(server.Error.Entries);
    }

    [Fact]
    public async Task A_server_that_is_told_to_stop_answers_its_running_calls_first()
    {
        await using var server = Sample.Start("serve", "--url", broker.Url, "--topic", _topic);
        await server.Output.WaitForAsync(line => line.StartsWith("ready", StringComparison.Ordinal), "the ready line", WaitLimit.Start);
        var call = CallAsync("sleep", "seconds=1.5");
        await server.Output.WaitForAsync(line => line.EndsWith("sleeps for 1.5 s", StringComparison.Ordinal), "the running call");

        var stopping = server.StopAsync(WaitLimit.Default);

        Assert.Equal("1.5", await call);
        Assert.Equal(0, await stopping);
    }

    [Fact]
    public async Task A_connection_that_is_lost_and_back_is_said()
    {
        var direct = new UriBuilder(broker.Url);
        await using var proxy = TcpProxy.Start(direct.Port, direct.Host);
        var url = broker.Url.Replace($"@{direct.Host}:{direct.Port}", $"@127.0.0.1:{proxy.Port}", StringComparison.Ordinal);
        await using var server = Sample.Start("serve", "--url", url, "--topic", _topic);
        await server.Output.WaitForAsync(line => line.StartsWith("ready", StringComparison.Ordinal), "the ready line", WaitLimit.Start);

        proxy.Refuse();
        proxy.CutAll();
        await server.Output.WaitForAsync(line => line.StartsWith("lost     Lost the connection to RabbitMQ", StringComparison.Ordinal), "the loss");
        await server.Output.WaitForAsync(line => line.StartsWith("warning ", StringComparison.Ordinal), "that it cannot be reached");
        proxy.Accept();
        await server.Output.WaitForAsync(line => line.StartsWith("open     Connected to RabbitMQ", StringComparison.Ordinal) && line.Contains("after", StringComparison.Ordinal), "the return");

        Assert.Equal("3", await CallAsync("add", "a=1", "b=2"));
        Assert.Equal(0, await server.StopAsync());
    }

    [Fact]
    public async Task A_Python_client_calls_the_sample()
    {
        await using var server = Sample.Start("serve", "--url", broker.Url, "--topic", _topic, "--server", "one");
        await server.Output.WaitForAsync(line => line.StartsWith("ready", StringComparison.Ordinal), "the ready line", WaitLimit.Start);

        var added = await PeerAsync("call", "add", """{"a": 1, "b": 2}""");
        var echoed = await PeerAsync("call", "echo", """{"value": {"k": [1, null, "é"]}}""");
        var recorded = await PeerAsync("cast", "record", """{"tag": "from Python"}""");

        Assert.Equal("3", Assert.Single(added.Lines).GetProperty("result").GetRawText());
        Assert.Equal("é", Assert.Single(echoed.Lines).GetProperty("result").GetProperty("k")[2].GetString());
        Assert.Equal(0, recorded.ExitCode);
        await server.Output.WaitForAsync(line => line == "server   one recorded: from Python", "the cast");
    }

    [Fact]
    public async Task The_sample_calls_a_Python_server()
    {
        await using var server = PythonPeer.Start("oslo_server.py", "--url", broker.Url, "--topic", _topic, "--server", "snake");
        await server.WaitForReadyAsync();

        Assert.Equal("3", await CallAsync("add", "a=1", "b=2"));
        Assert.Equal("snake", await CallAsync("whoami", "--server", "snake"));
        Assert.Equal("admin only", await CallAsync("only_admin", "--namespace", "admin", "--version", "2.1"));
        Assert.Equal("The server answered ValueError: boom", await FailAsync("fail"));
    }

    [Fact]
    public async Task What_a_server_refuses_is_named()
    {
        await using var server = Sample.Start("serve", "--url", broker.Url, "--topic", _topic);
        await server.Output.WaitForAsync(line => line.StartsWith("ready", StringComparison.Ordinal), "the ready line", WaitLimit.Start);

        Assert.Contains("subtract", await FailAsync("subtract", "a=1"), StringComparison.Ordinal);
        Assert.Contains("'c'", await FailAsync("add", "a=1", "b=2", "c=3"), StringComparison.Ordinal);
        Assert.Contains("'b'", await FailAsync("add", "a=1"), StringComparison.Ordinal);
        Assert.Contains("'a'", await FailAsync("add", "a=one", "b=2"), StringComparison.Ordinal);
        Assert.Contains("2.0", await FailAsync("add", "a=1", "b=2", "--version", "2.0"), StringComparison.Ordinal);
        Assert.Contains("nowhere", await FailAsync("add", "a=1", "b=2", "--server", "nowhere"), StringComparison.Ordinal);
        Assert.Contains("within 0.2 s", await FailAsync("sleep", "seconds=30", "--timeout", "0.2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_broker_refuses_is_named()
    {
        var address = broker.Url[broker.Url.IndexOf('@', StringComparison.Ordinal)..];
        var root = address[..(address.IndexOf('/', StringComparison.Ordinal) + 1)];

        var password = await ConnectAsync($"rabbit://guest:geheim{address}");
        var virtualHost = await ConnectAsync($"rabbit://guest:guest{root}missing");
        var port = await ConnectAsync($"rabbit://guest:guest@127.0.0.1:{FreePorts.Next()}/");

        Assert.Contains("password", password, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", password, StringComparison.Ordinal);
        Assert.Contains("missing", virtualHost, StringComparison.Ordinal);
        Assert.Contains("nobody listens there", port, StringComparison.Ordinal);

        async Task<string> ConnectAsync(string url) => ErrorOf(await Sample.RunAsync("call", "--url", url, "--topic", _topic, "add"));
    }

    private async Task<string> CallAsync(params string[] words)
    {
        var result = await Sample.RunAsync(["call", "--url", broker.Url, "--topic", _topic, "--timeout", "30", .. words]);
        return result.EnsureSuccess().Output;
    }

    private async Task<string> FailAsync(params string[] words) =>
        ErrorOf(await Sample.RunAsync(["call", "--url", broker.Url, "--topic", _topic, .. words]));

    private static string ErrorOf(ProcessResult result)
    {
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        return Assert.Single(result.Error.Split('\n'));
    }

    private Task<PeerResult> PeerAsync(string kind, string method, string arguments) =>
        PythonPeer.RunAsync("oslo_client.py", kind, method, "--url", broker.Url, "--topic", _topic, "--args", arguments, "--timeout", "30");
}

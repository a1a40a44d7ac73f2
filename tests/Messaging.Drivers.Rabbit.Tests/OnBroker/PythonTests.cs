using System.Text.Json;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>The original on the other side: oslo.messaging calls us, and we call it.</summary>
public sealed class PythonTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private string PeerUrl => $"rabbit://guest:guest@127.0.0.1:{Node.Port}//";

    [Fact]
    public async Task A_Python_client_calls_our_server()
    {
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(), calculator);

        Assert.Equal("3", (await CallPeerAsync("call", "add", """{"a": 1, "b": 2}""")).GetProperty("result").GetRawText());
        using var value = JsonDocument.Parse("""{"x": [1, null, "é", 1.0, 18446744073709551616]}""");
        var echoed = (await CallPeerAsync("call", "echo", $$"""{"value": {{value.RootElement.GetRawText()}}}""")).GetProperty("result");
        Assert.True(JsonElement.DeepEquals(value.RootElement, echoed), echoed.GetRawText());
        await CallPeerAsync("cast", "note", """{"text": "cast"}""");
        await CallPeerAsync("fanout", "note", """{"text": "fanout"}""");
        await calculator.WaitForAsync("cast");
        await calculator.WaitForAsync("fanout");
    }

    [Fact]
    public async Task A_Python_client_is_told_that_our_server_is_overloaded()
    {
        var calculator = new Calculator();
        var transport = await OpenAsync();
        await ServeAsync(transport, calculator, options: new() { Dispatch = DispatchPolicy.Ordered(), MaxWaitingCalls = 0 });
        var running = Client(transport).CallAsync<int>(null, "park", new { value = 1 }, Token);
        await calculator.WaitForAsync("parked 1");

        var result = await PythonPeer.RunAsync(
            "oslo_client.py", "call", "add", "--url", PeerUrl, "--topic", Topic, "--args", """{"a": 1, "b": 2}""");
        var error = result.Lines.Single(line => line.TryGetProperty("ok", out _)).GetProperty("error");
        Assert.Equal("ServerOverloaded", error.GetProperty("remote_type").GetString());
        Assert.Contains("1 calls and casts are running, 0 calls are waiting", error.GetRawText(), StringComparison.Ordinal);

        calculator.Release();
        Assert.Equal(1, await running);
    }

    [Fact]
    public async Task We_call_a_Python_server()
    {
        await using var peer = PythonPeer.Start("oslo_server.py", "--url", PeerUrl, "--topic", Topic, "--server", "py1");
        await peer.WaitForReadyAsync();
        var client = Client(await OpenAsync());

        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.Equal(3, await client.With(server: "py1").CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        var echoed = await client.CallAsync(
            null, "echo", new { value = new { text = "zoë 你 🐍", list = new object?[] { 1, null, 2.5 } } }, Token);
        Assert.Equal("zoë 你 🐍", echoed["text"].GetString());
        await Assert.ThrowsAsync<NoServerException>(() =>
            client.With(server: "py2").CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));

        using var cancelled = new CancellationTokenSource();
        var asleep = client.CallAsync<int>(null, "sleep", new { seconds = 10 }, cancelled.Token);
        await peer.WaitForAsync(line => line.TryGetProperty("method", out var method) && method.ValueEquals("sleep"));
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asleep);
        Assert.Equal(5, await client.CallAsync<int>(null, "add", new { a = 2, b = 3 }, Token));
    }

    private async Task<JsonElement> CallPeerAsync(string kind, string method, string arguments)
    {
        var result = await PythonPeer.RunAsync("oslo_client.py", kind, method, "--url", PeerUrl, "--topic", Topic, "--args", arguments);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Lines.Single(l => l.TryGetProperty("ok", out _));
    }
}

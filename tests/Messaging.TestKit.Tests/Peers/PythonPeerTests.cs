namespace Messaging.TestKit.Tests;

public sealed class PythonPeerTests(TestBroker broker)
{
    private readonly string _topic = $"kit-{Guid.NewGuid():N}";

    [Fact]
    public async Task A_python_server_answers_a_python_client_over_the_broker()
    {
        await using var server = PythonPeer.Start("oslo_server.py", "--url", PythonUrl, "--topic", _topic);
        await server.WaitForReadyAsync();

        var call = await PythonPeer.RunAsync(
            "oslo_client.py", "call", "add", "--url", PythonUrl, "--topic", _topic, "--args", """{"a": 2, "b": 3}""");

        Assert.Equal(0, call.ExitCode);
        Assert.Equal(5, Assert.Single(call.Lines).GetProperty("result").GetInt32());
        var dispatch = await server.WaitForEventAsync("dispatch");
        Assert.Equal("add", dispatch.GetProperty("method").GetString());
        if (broker.Broker is { } node)
        {
            var queues = await node.ListQueuesAsync("name", "consumers");
            Assert.Equal(1, queues.Single(queue => queue.GetProperty("name").ValueEquals(_topic)).GetProperty("consumers").GetInt32());
        }

        var stopped = await server.StopAsync();
        Assert.Equal(0, stopped.ExitCode);
        Assert.Equal("stopped", stopped.Lines[^1].GetProperty("event").GetString());
    }

    [Fact]
    public async Task A_program_that_ends_before_it_is_ready_shows_what_it_wrote()
    {
        await using var peer = PythonPeer.Start("oslo_server.py", "--no-such-option");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => peer.WaitForReadyAsync());

        Assert.Contains("--no-such-option", failure.Message);
    }

    // In oslo's URLs the path is the virtual host as it is, so that "/" takes one slash more.
    private string PythonUrl => $"{broker.Url}/";
}

using Messaging.Drivers.Rabbit.Tests.OnBroker;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.Serving.Parking;

/// <summary>Parked messages outlive the broker, and Python services do not notice them.</summary>
[NeedsNode]
public sealed class DeadLetterRestartTests(DeadLetterRestartTests.OwnNode own) : BrokerTest(own.Node), IClassFixture<DeadLetterRestartTests.OwnNode>
{
    private string PeerUrl => $"rabbit://guest:guest@127.0.0.1:{Node.Port}//";

    [Fact]
    public async Task Parked_messages_are_there_after_a_restart_of_the_broker()
    {
        Log.Expect("MethodFailed");
        var transport = await OpenAsync(options: new RabbitOptions { DeadLetters = { Enabled = true } });
        var server = await ServeAsync(transport, new Worker());
        await Client(transport).CastAsync(null, "fail", new { tag = "kept" }, Token);
        await Log.WaitForAsync("MessageParked");
        await server.StopAsync(Token);
        await transport.DisposeAsync();

        await own.Node.StopAsync();
        await own.Node.StartAgainAsync();

        await using var reader = await DeadLetterReader.OpenAsync(Node, Topic + ".messaging_dead_letter");
        Assert.Equal("failed", (await reader.WaitForAsync("kept"))["x-parked-reason"]);
    }

    [Fact]
    public async Task A_server_that_cannot_park_now_stops_all_the_same_and_another_parks_it()
    {
        Log.Expect("MethodFailed");
        Log.Expect("ParkingFailed");
        var options = new RabbitOptions { DeadLetters = { Enabled = true } };
        var transport = await OpenAsync(options: options);
        var worker = new Worker();
        var server = await ServeAsync(transport, worker);
        await Client(transport).CastAsync(null, "fail_later", new { tag = "kept" }, Token);
        await worker.Parked.WaitUntilParkedAsync();
        await Node.RunCtlAsync("set_vm_memory_high_watermark", "absolute", "1024");
        worker.Parked.Release();
        await Log.WaitForAsync("Blocked");

        await server.DisposeAsync().AsTask().WaitAsync(WaitLimit.Default, Token);
        await transport.DisposeAsync().AsTask().WaitAsync(WaitLimit.Default, Token);

        await Node.RunCtlAsync("set_vm_memory_high_watermark", "0.4");
        await ServeAsync(await OpenAsync(options: options), worker);
        await using var reader = await DeadLetterReader.OpenAsync(Node, Topic + ".messaging_dead_letter");
        Assert.Equal("failed", (await reader.WaitForAsync("kept"))["x-parked-reason"]);
    }

    [Fact]
    public async Task A_Python_server_and_a_Python_client_share_the_topic()
    {
        var transport = await OpenAsync(options: new RabbitOptions { DeadLetters = { Enabled = true } });
        var ours = await ServeAsync(transport, new Calculator());
        await using var peer = PythonPeer.Start("oslo_server.py", "--url", PeerUrl, "--topic", Topic, "--server", "py1");
        await peer.WaitForReadyAsync();

        Assert.Equal(3, await Client(transport).With(server: "py1").CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        string[] call = ["call", "add", "--url", PeerUrl, "--topic", Topic, "--args", """{"a": 1, "b": 2}"""];
        var toOurs = await PythonPeer.RunAsync("oslo_client.py", [.. call, "--server", "s1"]);
        Assert.True(toOurs.ExitCode == 0, toOurs.Error);
        await ours.StopAsync(Token);
        var toPython = await PythonPeer.RunAsync("oslo_client.py", call);
        Assert.True(toPython.ExitCode == 0, toPython.Error);
    }

    /// <summary>A broker that the tests may stop.</summary>
    public sealed class OwnNode : IAsyncLifetime
    {
        public RabbitNode Node { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Node = await RabbitNode.StartAsync();

        public ValueTask DisposeAsync() => Node.DisposeAsync();
    }
}

using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>
/// A Python server and ours on one topic, under each option that both know: whoever comes second finds everything declared as it would.
/// </summary>
public sealed class SharedTopologyTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    // Older releases of oslo.messaging know two options by names with a slip of the pen, and newer ones only by the right names.
    private static readonly string Quorum = PythonPeer.OsloVersion < new Version(16, 0) ? "quroum" : "quorum";

    public static TheoryData<string> SharedOptions =>
    [
        "amqp_durable_queues=true",
        "amqp_auto_delete=true",
        $"rabbit_quorum_queue=true&rabbit_quorum_delivery_limit=3&rabbit_{Quorum}_max_memory_length=100&rabbit_{Quorum}_max_memory_bytes=100000",
        "rabbit_ha_queues=true&rabbit_transient_queues_ttl=77",
        "enable_cancel_on_failover=true&rabbit_qos_prefetch_count=3",
        "kombu_compression=gzip",
    ];

    [Theory]
    [MemberData(nameof(SharedOptions))]
    public async Task Ours_joins_a_Python_server(string options)
    {
        var host = await Node.AddVirtualHostAsync(Topic);
        await using var peer = StartPeer(host, options);
        await peer.WaitForReadyAsync();
        var transport = await OpenAsync($"{host}?{options}");
        await ServeAsync(transport, new Calculator(), "net1");

        Assert.Equal(3, await Client(transport).With(server: "py1").CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.Equal(3, await Client(transport).With(server: "net1").CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }

    [Theory]
    [MemberData(nameof(SharedOptions))]
    public async Task A_Python_server_and_client_join_ours(string options)
    {
        var host = await Node.AddVirtualHostAsync(Topic);
        var transport = await OpenAsync($"{host}?{options}");
        var calculator = new Calculator();
        await ServeAsync(transport, calculator, "net1");
        await using var peer = StartPeer(host, options);
        await peer.WaitForReadyAsync();

        Assert.Equal(3, await Client(transport).With(server: "py1").CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        var result = await PythonPeer.RunAsync(
            "oslo_client.py",
            ["call", "add", "--url", host, "--topic", Topic, "--server", "net1", "--args", """{"a": 1, "b": 2}""", .. Opts(options)]);
        Assert.True(result.ExitCode == 0, result.Error);
        result = await PythonPeer.RunAsync(
            "oslo_client.py",
            ["fanout", "note", "--url", host, "--topic", Topic, "--args", """{"text": "all"}""", .. Opts(options)]);
        Assert.True(result.ExitCode == 0, result.Error);
        await calculator.WaitForAsync("all");
    }

    private static IEnumerable<string> Opts(string options) => options.Split('&').SelectMany(o => new[] { "--opt", o });

    private PythonPeer StartPeer(string url, string options) => PythonPeer.Start(
        "oslo_server.py", ["--url", url, "--topic", Topic, "--server", "py1", .. Opts(options)]);
}

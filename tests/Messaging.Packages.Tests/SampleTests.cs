using System.Diagnostics;

namespace Messaging.Packages.Tests;

/// <summary>The client of a contract calls the server of it, over RabbitMQ and ZeroMQ, and a server in Python.</summary>
public sealed class SampleTests(PublishedSample sample) : IClassFixture<PublishedSample>
{
    private const string Calls = """
        find bolt → Item { Name = bolt, Count = 10, Shelf = Front }
        find gold → nothing
        take bolt 3 → 7 left
        take bolt → 6 left
        list front → 6 bolt, 5 nut
        take saw 2 → refused: 1 saw left
        note → sent
        refresh → sent to all
        """;

    [Fact]
    public async Task Native_programs_call_over_RabbitMQ()
    {
        await using var broker = await RabbitBroker.LaunchAsync();
        await AssertCallsAsync(new ProcessStartInfo(sample.Server, ["--url", broker.Url]), broker.Url);
    }

    [Fact]
    public async Task Native_programs_call_over_ZeroMq()
    {
        var url = $"zmq://127.0.0.1:{FreePorts.Next()}";
        await AssertCallsAsync(new ProcessStartInfo(sample.Server, ["--url", url]), url);
    }

    [Fact]
    public async Task The_client_calls_a_server_in_Python_with_the_same_methods()
    {
        await using var broker = await RabbitBroker.LaunchAsync();
        await AssertCallsAsync(new ProcessStartInfo("/usr/bin/python3", [PublishedSample.PythonServer, "--url", broker.Url]), broker.Url);
    }

    [Fact]
    public async Task What_cannot_be_done_is_one_line_and_a_code()
    {
        var nobody = await Processes.RunAsync(new ProcessStartInfo(sample.Client, ["--url", $"rabbit://guest:guest@127.0.0.1:{FreePorts.Next()}/"]), WaitLimit.Start);
        var usage = await Processes.RunAsync(new ProcessStartInfo(sample.Client, ["rabbit://"]), WaitLimit.Start);
        var scheme = await Processes.RunAsync(new ProcessStartInfo(sample.Server, ["--url", "rabit://localhost/"]), WaitLimit.Start);

        Assert.Equal((1, ""), (nobody.ExitCode, nobody.Output));
        Assert.Contains("nobody listens there", Assert.Single(nobody.Error.Split('\n')), StringComparison.Ordinal);
        Assert.Equal(2, usage.ExitCode);
        Assert.StartsWith("Usage: Client --url ", usage.Error, StringComparison.Ordinal);
        Assert.Equal(1, scheme.ExitCode);
        Assert.StartsWith("No driver is registered for 'rabit://'.", Assert.Single(scheme.Error.Split('\n')), StringComparison.Ordinal);
    }

    private async Task AssertCallsAsync(ProcessStartInfo serverProgram, string url)
    {
        await using var server = ChildProcess.Start(serverProgram);
        await server.Output.WaitForAsync(line => line == "ready", "the ready line", WaitLimit.Start);

        var client = await Processes.RunAsync(new ProcessStartInfo(sample.Client, ["--url", url]), WaitLimit.Start);

        Assert.Equal((0, Calls, ""), (client.ExitCode, client.Output, client.Error));
        await server.Output.WaitForAsync(line => line == "note: bolts are running out", "the cast");
        await server.Output.WaitForAsync(line => line == "refreshed", "the fanout");
    }
}

using System.Diagnostics;
using Messaging.DriverContract;
using Messaging.Drivers.ZeroMq.Tests.Support;

namespace Messaging.Drivers.ZeroMq.Tests.Faults;

/// <summary>A server in a process of its own, which is killed or stands still in the middle of its calls.</summary>
public sealed class ProcessTests : ZeroMqTest
{
    private const int Calls = 1_000;

    private readonly int _port = FreePorts.Next();

    private string Url => $"zmq://127.0.0.1:{_port}";

    [Fact]
    public async Task A_thousand_calls_of_a_killed_server_end_at_once_and_its_successor_serves()
    {
        await using var first = await StartServerAsync();
        var client = await ClientAsync(Url, new ZeroMqOptions { Grace = WaitLimit.Start });
        var calls = Enumerable.Range(0, Calls).Select(_ => client.CallAsync(null, "sleep", new { seconds = 3600 })).ToArray();
        await first.Output.WaitForAsync(line => line.Contains("dispatch", StringComparison.Ordinal), "a call that runs", WaitLimit.Start);

        await first.KillAsync();

        // Each as soon as the connection is gone: long before its timeout.
        await Assert.AllAsync(calls, async call => Assert.IsType<ConnectionLostException>(await Record.ExceptionAsync(() => call.WithinLimit())));
        await using var second = await StartServerAsync();
        Assert.Equal(5, await client.With(timeout: WaitLimit.Start).CallAsync<int>(null, "echo", new { value = 5 }));
    }

    [Fact]
    public async Task Calls_of_a_server_that_stands_still_fail_by_the_heartbeat_and_it_is_found_again()
    {
        await using var server = await StartServerAsync();
        var client = await ClientAsync(Url, new ZeroMqOptions { Heartbeat = TimeSpan.FromSeconds(1), Grace = WaitLimit.Start });
        Assert.Equal(1, await client.With(idempotent: true).CallAsync<int>(null, "echo", new { value = 1 }).WaitAsync(WaitLimit.Start));
        await server.PauseAsync();

        var error = await Record.ExceptionAsync(() => client.CallAsync(null, "echo", new { value = 2 }).WithinLimit());

        Assert.Contains("the peer was silent for", Assert.IsType<ConnectionLostException>(error).Message, StringComparison.Ordinal);
        server.Resume();
        Assert.Equal(3, await client.With(timeout: WaitLimit.Start, idempotent: true).CallAsync<int>(null, "echo", new { value = 3 }));
    }

    [Fact]
    public async Task Calls_go_on_elsewhere_while_one_of_two_servers_is_killed()
    {
        var otherPort = FreePorts.Next();
        await ServeAsync(otherPort, "other", null, Echo());
        await using var killed = await StartServerAsync();
        var client = await ClientAsync($"{Url},127.0.0.1:{otherPort}");
        await client.With(server: "killed").CallAsync(null, "echo", new { value = 0 }).WaitAsync(WaitLimit.Start);
        var calls = Enumerable.Range(0, Calls).Select(value => client.With(idempotent: true).CallAsync<int>(null, "echo", new { value })).ToArray();

        await killed.KillAsync();

        Assert.Equal(Enumerable.Range(0, Calls), await Task.WhenAll(calls).WithinLimit());
        Assert.Equal(7, await client.CallAsync<int>(null, "echo", new { value = 7 }).WithinLimit());
    }

    private async Task<ChildProcess> StartServerAsync()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "DotnetPeer.dll");
        var server = ChildProcess.Start(
            new ProcessStartInfo("dotnet", [program, "server", "--url", Url, "--topic", Topic, "--server", "killed", "--threads", "2000"]));
        await server.Output.WaitForAsync(line => line.Contains("ready", StringComparison.Ordinal), "ready", WaitLimit.Start);
        return server;
    }
}

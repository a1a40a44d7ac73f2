using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Messaging.DriverContract;
using Messaging.Drivers.Thrift.Tests.Support;

namespace Messaging.Drivers.Thrift.Tests.Samples;

/// <summary>samples/SessionManager and its peer as programs of their own, called by Python.</summary>
public sealed class SessionManagerTests : ThriftTest
{
    private readonly string _socket = Path.Combine(Path.GetTempPath(), $"sessions-{Guid.NewGuid():N}.sock");

    private static string Idl => Path.Combine(AppContext.BaseDirectory, "sessions.thrift");

    [Fact]
    public async Task A_thousand_calls_of_Python_wait_for_the_peer_at_the_same_time()
    {
        await using var peer = await StartAsync("peer", "--socket", _socket, "--hold", "1000");
        await using var manager = await StartAsync("serve", "--socket", _socket, "--url", Url);
        await ConnectedAsync(manager, 1);

        var ended = await CallAsync(1000);

        Assert.Contains("1000 questions wait", peer.Output.Entries);
        Assert.True(ended.GetProperty("done").GetInt32() == 1000, ended.ToString());
        Assert.Equal(0, await manager.StopAsync(WaitLimit.Default));
        Assert.Equal(0, await peer.StopAsync(WaitLimit.Default));
        Assert.False(File.Exists(_socket));
    }

    [Fact]
    public async Task When_the_peer_is_killed_calls_fail_at_once_and_work_again_when_it_is_back()
    {
        await using var manager = await StartAsync("serve", "--socket", _socket, "--url", Url);
        var before = await CallAsync(2);
        await using var peer = await StartAsync("peer", "--socket", _socket, "--hold", "1000");
        await ConnectedAsync(manager, 1);
        await using var python = PythonPeer.Start("thrift_session.py", Python(100));
        await python.WaitForEventAsync("outstanding");

        await peer.KillAsync();
        var during = await python.WaitForEventAsync("ended");
        var after = await CallAsync(2);
        await using var again = await StartAsync("peer", "--socket", _socket);
        await ConnectedAsync(manager, 2);
        var back = await CallAsync(10);

        AssertLost(before, 2, "There is no connection to the peer");
        AssertLost(during, 100, "The peer went away before it had answered");
        AssertLost(after, 2, "There is no connection to the peer");
        Assert.True(back.GetProperty("done").GetInt32() == 10, back.ToString());
        Assert.Contains(manager.Output.Entries, line => line.StartsWith("lost the peer", StringComparison.Ordinal) && line.Contains("100 questions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_peer_asks_back_and_refuses_a_fourth_session()
    {
        await using var peer = await StartAsync("peer", "--socket", _socket);
        await using var manager = await StartAsync("serve", "--socket", _socket, "--url", Url);
        await ConnectedAsync(manager, 1);
        var client = await ClientAsync(Url, new ThriftOptions { Services = { ["sessions"] = ThriftService.Load(Idl) } }, "sessions");

        var opened = new List<RpcValue>();
        for (var i = 0; i < 3; i++)
        {
            opened.Add(await client.CallAsync("open", new { user = "ann" }));
        }

        var refused = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync("open", new { user = "ann" }));
        await client.CallAsync("close", new { id = opened[0]["id"].ToString() });
        await client.CallAsync("open", new { user = "ann" });

        Assert.Equal(("Refused", "ann has 3 sessions, and no more are allowed."), (refused.TypeName, refused.RemoteMessage));
        Assert.Equal(RpcValue.Parse("""{"connected": true, "outstanding": 0, "sessions": 3}"""), await client.CallAsync("status"));
    }

    private static void AssertLost(JsonElement ended, int count, string why)
    {
        Assert.True(ended.GetProperty("lost").GetInt32() == count, ended.ToString());
        Assert.StartsWith(why, ended.GetProperty("words")[0].GetString(), StringComparison.Ordinal);
    }

    private static async Task<ChildProcess> StartAsync(params string[] arguments)
    {
        var program = ChildProcess.Start(new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "SessionManager.dll"), .. arguments]));
        await program.Output.WaitForAsync(line => line == "ready", "the ready line", WaitLimit.Start);
        return program;
    }

    private static Task ConnectedAsync(ChildProcess manager, int times) => manager.Output.WaitForAsync(
        _ => manager.Output.Entries.Count(line => line.StartsWith("connected", StringComparison.Ordinal)) >= times, "the connection to the peer", WaitLimit.Start);

    private string[] Python(int count) =>
        ["--idl", Idl, "--port", Port.ToString(CultureInfo.InvariantCulture), "--count", count.ToString(CultureInfo.InvariantCulture)];

    private async Task<JsonElement> CallAsync(int count)
    {
        var result = await PythonPeer.RunAsync("thrift_session.py", Python(count));
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Lines.Single(line => line.GetProperty("event").GetString() == "ended");
    }
}

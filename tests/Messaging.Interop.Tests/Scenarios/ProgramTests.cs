using System.Text.Json;
using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Scenarios;

/// <summary>The programs by themselves: each takes the place of its twin, with the same options, output and exit codes.</summary>
public sealed class ProgramTests(Troupe troupe) : InteropTest(troupe)
{
    private static readonly string[] OfAnError = ["args", "message", "module", "remote_message", "remote_type", "type"];

    [Theory]
    [MemberData(nameof(Crossing))]
    public async Task A_client_and_a_server_started_by_hand_understand_each_other(Side client, Side server)
    {
        await using var serving = ChildProcess.Start(Programs.Of(server, "server", ["--topic", Topic, "--server", "one", .. UrlFor(server)]));
        var ready = await LineAsync(serving, "ready");
        Assert.Equal(["event", "exchange", "server", "topic"], Keys(ready));
        Assert.Equal("openstack", ready.GetProperty("exchange").GetString());

        var called = await RunAsync(client, "call", "add", "--args", """{"a": 1, "b": 2}""", "--context", """{"user": "u"}""", "--repeat", "2");
        Assert.Equal(0, called.ExitCode);
        var lines = called.Output.Split('\n').Select(line => JsonElement.Parse(line)).ToArray();
        Assert.Equal(2, lines.Length);
        Assert.Equal(["elapsed", "ok", "result"], Keys(lines[0]));
        Assert.Equal(3, lines[1].GetProperty("result").GetInt32());

        var failed = await RunAsync(client, "call", "fail", "--args", """{"kind": "MessagingTimeout"}""");
        Assert.Equal(3, failed.ExitCode);
        var error = JsonElement.Parse(failed.Output).GetProperty("error");
        Assert.Equal(OfAnError, Keys(error));
        Assert.Equal("MessagingTimeout", error.GetProperty("remote_type").GetString());

        Assert.Equal(0, (await RunAsync(client, "fanout", "record", "--args", """{"tag": "x"}""")).ExitCode);
        var dispatched = await LineAsync(serving, "record");
        Assert.Equal(["args", "context", "event", "method", "server"], Keys(dispatched));

        Assert.Equal(0, await serving.StopAsync());
        await LineAsync(serving, "stopped");
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public async Task A_server_ends_when_its_lifetime_is_over(Side server)
    {
        await using var serving = ChildProcess.Start(
            Programs.Of(server, "server", ["--topic", Topic, "--lifetime", "0.1", "--access-policy", "explicit", "--ping", .. UrlFor(server)]));

        await LineAsync(serving, "stopped");
        Assert.Equal(0, await serving.Exited.WaitAsync(WaitLimit.Start, Token));
    }

    private static string[] Keys(JsonElement line) => [.. line.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal)];

    private static async Task<JsonElement> LineAsync(ChildProcess process, string word) => JsonElement.Parse(await process.Output.WaitForAsync(
        line => line.Contains($"\"{word}\"", StringComparison.Ordinal), word, WaitLimit.Start));

    private Task<ProcessResult> RunAsync(Side client, string kind, string method, params string[] more)
    {
        string[] arguments = [kind, method, "--topic", Topic, "--version", "1.2", .. more, .. UrlFor(client)];
        return Processes.RunAsync(Programs.Of(client, "client", arguments), WaitLimit.Start);
    }

    private string[] UrlFor(Side side) => ["--url", side == Side.Python ? Programs.PythonUrl(Troupe.Url) : Troupe.Url];
}

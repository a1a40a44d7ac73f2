using System.Globalization;
using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Load;

/// <summary>
/// Fifty callers at once, each call with a value of its own: no call is lost, none runs twice, none gets the answer of another. A number of
/// calls, or as many as fit into the seconds that <see cref="Variable"/> says.
/// </summary>
public sealed class LoadTests(Troupe troupe) : LocalTest(troupe)
{
    private const string Variable = "MESSAGING_LOAD_SECONDS";
    private const int Callers = 50;

    [Fact]
    public async Task Python_calls_us()
    {
        var tally = new Tally();
        await ServeLocallyAsync(tally);

        var calls = await LoadAsync(Side.Python, "count", 40);

        Assert.Equal(calls, tally.Counts.Count);
        Assert.All(tally.Counts, count => Assert.Equal(1, count.Value));
        Assert.Empty(Complaints);
    }

    [Fact]
    public async Task We_call_Python()
    {
        await ServeAsync(Side.Python, "one");

        var calls = await LoadAsync(Side.Dotnet, "echo", 20);

        // Its answer comes behind all that it has said of the calls.
        (await Troupe.Server(Side.Python).AskAsync(new() { Op = "stop", Topic = Topic, Server = "one" })).EnsureOk();
        var lines = Troupe.Server(Side.Python).LinesWith("\"dispatch\"", Topic);
        Assert.Equal(calls, lines.Count);
        Assert.Equal(calls, lines.Distinct().Count());
    }

    private async Task<int> LoadAsync(Side client, string method, int callsOfEach)
    {
        var seconds = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? double.Parse(given, CultureInfo.InvariantCulture) : (double?)null;
        var load = new PeerRequest { Op = "load", Topic = Topic, Method = method, Callers = Callers, Prefix = Topic, Timeout = 120 };
        var answer = await Troupe.Client(client).AskAsync(
            seconds is null ? load with { Calls = callsOfEach } : load with { Seconds = seconds },
            TimeSpan.FromSeconds(seconds ?? 0) + WaitLimit.Start);

        TestContext.Current.TestOutputHelper?.WriteLine(answer.ToString());
        TestContext.Current.SendDiagnosticMessage("{0} calls: {1}", client, answer);
        Assert.Equal(0, answer.EnsureOk().Line.GetProperty("failed").GetInt32());
        Assert.Equal(0, answer.Line.GetProperty("wrong").GetInt32());
        var calls = answer.Line.GetProperty("calls").GetInt32();
        Assert.True(seconds is not null || calls == Callers * callsOfEach, $"{calls} calls were made.");
        return calls;
    }
}

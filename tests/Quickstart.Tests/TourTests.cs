namespace Quickstart.Tests;

public sealed class TourTests
{
    [Fact]
    public async Task The_tour_shows_calls_casts_a_fanout_and_errors_in_memory()
    {
        var result = await Sample.RunAsync();

        AssertShowsEverything(result);
    }

    internal static void AssertShowsEverything(ProcessResult result)
    {
        Assert.True(result.ExitCode == 0, $"Exit code {result.ExitCode}: {result.Output}{result.Error}");
        Assert.Empty(result.Error);
        Assert.DoesNotContain('\u001b', result.Output);
        var lines = result.Output.Split('\n');
        Assert.Contains("call     add a=1 b=2 → 3", lines);
        Assert.Contains("call     whoami, of node-2 → node-2", lines);
        Assert.Contains("call     echo, then [\"colours\"][1] → green", lines);
        Assert.Contains("call     context, then [\"user\"] → zoë", lines);
        Assert.Equal(["node-1", "node-2", "node-3"], After("call     whoami → ").Order());
        Assert.Single(lines, line => line.EndsWith(" recorded: hello", StringComparison.Ordinal));
        Assert.Equal(["node-1 refreshed", "node-2 refreshed", "node-3 refreshed"], After("         ").Where(text => text.EndsWith(" refreshed", StringComparison.Ordinal)).Order());
        Assert.Contains("error    divide a=1 b=0 → The server answered DivideByZeroException: Attempted to divide by zero.", lines);
        Assert.Single(lines, line => line.StartsWith("timeout  sleep seconds=30 → No reply from 'sleep' on topic 'quickstart' within 0.5 s.", StringComparison.Ordinal));
        Assert.StartsWith("done", lines[^1], StringComparison.Ordinal);

        IEnumerable<string> After(string start) => lines.Where(line => line.StartsWith(start, StringComparison.Ordinal)).Select(line => line[start.Length..]);
    }
}

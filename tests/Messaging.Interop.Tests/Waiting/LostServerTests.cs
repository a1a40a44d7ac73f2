using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Waiting;

/// <summary>Servers that are gone in the middle of a monitored call: the caller has its answer long before its time is over.</summary>
public sealed class LostServerTests(Troupe troupe) : InteropTest(troupe)
{
    [Theory]
    [MemberData(nameof(Sides))]
    public Task A_server_that_is_killed_is_missed(Side server) => IsMissedAsync(server, victim => victim.KillAsync());

    [Theory]
    [MemberData(nameof(Sides))]
    public Task A_server_that_hangs_is_missed(Side server) => IsMissedAsync(server, victim => victim.PauseAsync());

    private async Task IsMissedAsync(Side server, Func<PeerDriver, Task> lose)
    {
        await using var victim = await PeerDriver.StartAsync(server, Troupe.Url);
        await victim.ServeAsync(new() { Topic = Topic, Server = "one" });
        var calls = new[] { Side.Python, Side.Dotnet }.ToDictionary(client => client, client => AskAsync(client, new()
        {
            Method = "sleep", Args = $$"""{"seconds": {{(client == Side.Python ? 601 : 602)}}}""", CallMonitorTimeout = 4, Timeout = 900,
        }));
        await victim.WaitForAsync("\"dispatch\"", "601");
        await victim.WaitForAsync("\"dispatch\"", "602");

        await lose(victim);

        Assert.Equal("MessagingTimeout", (await calls[Side.Python]).ErrorType);
        Assert.Equal("CallTimeoutException", (await calls[Side.Dotnet]).ErrorType);
    }
}

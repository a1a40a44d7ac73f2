namespace Messaging.Soak.Faults;

/// <summary>What goes wrong with a server.</summary>
internal static class ServerFaults
{
    /// <summary>A process is killed with SIGKILL; another takes its place later.</summary>
    public static Fault Killed { get; } = new("server process killed", async (_, load, length) =>
    {
        await load.KillProcessAsync();
        await Task.Delay(length);
        await load.StartProcessAsync();
    }) { Longest = TimeSpan.FromSeconds(5) };
}

namespace Messaging.TestKit;

/// <summary>What the kernel says of the threads of a process.</summary>
internal static class ThreadStates
{
    private const char Stopped = 'T';
    private const char Zombie = 'Z';

    /// <summary>Whether every thread of the process stands still, or there is none left.</summary>
    public static bool AllStopped(int processId)
    {
        var threads = $"/proc/{processId}/task";
        return !Directory.Exists(threads) || Directory.EnumerateDirectories(threads).All(thread => StateOf(thread) is Stopped or Zombie);
    }

    // "1234 (name) S 1 ...": the state follows the name's last parenthesis, for a name may hold any character.
    private static char StateOf(string thread)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(thread, "stat"));
            return stat[stat.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            return Zombie;
        }
    }
}

using System.Globalization;

namespace Messaging.Benchmarks.Measuring;

/// <summary>
/// The processor time that another process of this machine has used. It is counted in steps of 10 ms: only whole rounds can be told.
/// </summary>
internal sealed class ProcessClock(int? processId)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    /// <summary>The time in user and kernel mode so far, or null if there is no process to look at.</summary>
    public TimeSpan? Read()
    {
        var file = $"/proc/{processId}/stat";
        if (processId is null || !File.Exists(file))
        {
            return null;
        }

        // The second field is the program's name in parentheses, which may hold anything; utime and stime are the 14th and 15th.
        var line = File.ReadAllText(file);
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return Step * (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture));
    }
}

using System.Diagnostics;
using System.Globalization;

namespace Messaging.TestKit;

/// <summary>
/// Keeps a node on one processor while it boots. Loading code hands each of some 900 modules from thread to thread; across
/// processors every hand-over is a wake-up, and on a small virtual machine these make up a third of the time to start.
/// </summary>
internal static class BootProcessor
{
    private const string Taskset = "/usr/bin/taskset";
    private static readonly int[] Allowed = ReadAllowed();
    private static int _next;

    private static bool IsOff => Allowed.Length < 2 || !File.Exists(Taskset);

    /// <summary>Makes the command start on one of the processors, another one each time.</summary>
    public static ProcessStartInfo Confine(ProcessStartInfo start)
    {
        if (IsOff)
        {
            return start;
        }

        var processor = Allowed[(uint)Interlocked.Increment(ref _next) % Allowed.Length];
        string[] arguments = ["--cpu-list", $"{processor}", start.FileName, .. start.ArgumentList];
        start.FileName = Taskset;
        start.ArgumentList.Clear();
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    /// <summary>Lets a process that was confined run on all processors again.</summary>
    public static async Task ReleaseAsync(int processId)
    {
        if (!IsOff)
        {
            string[] arguments = ["--all-tasks", "--cpu-list", "--pid", string.Join(',', Allowed), $"{processId}"];
            (await Processes.RunAsync(Taskset, arguments)).EnsureSuccess();
        }
    }

    // A line such as "Cpus_allowed_list:	0-1,4".
    private static int[] ReadAllowed()
    {
        const string name = "Cpus_allowed_list:";
        const string status = "/proc/self/status";
        var lines = File.Exists(status) ? File.ReadLines(status) : [];
        var line = lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return line is null ? [] : [.. line[name.Length..].Split(',').SelectMany(Range)];
    }

    private static IEnumerable<int> Range(string range)
    {
        var ends = range.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToList();
        return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
    }
}

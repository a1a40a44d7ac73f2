using System.Diagnostics;

namespace Messaging.TestKit;

/// <summary>Runs programs to their end.</summary>
public static class Processes
{
    /// <summary>Runs a program, waits for its end and returns what it wrote. Past the limit it is killed.</summary>
    /// <exception cref="TimeoutException">It had not ended within the limit; the message shows what it had written.</exception>
    public static Task<ProcessResult> RunAsync(string program, IEnumerable<string> arguments, TimeSpan? limit = null) =>
        RunAsync(new ProcessStartInfo(program, arguments), limit);

    /// <inheritdoc cref="RunAsync(string, IEnumerable{string}, TimeSpan?)"/>
    public static async Task<ProcessResult> RunAsync(ProcessStartInfo start, TimeSpan? limit = null)
    {
        await using var process = ChildProcess.Start(start);
        try
        {
            var exitCode = await process.Exited.WaitAsync(limit ?? WaitLimit.Default);
            return new(process.Command, exitCode, string.Join('\n', process.Output.Entries), string.Join('\n', process.Error.Entries));
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{process.Command}\nhad not ended after {limit ?? WaitLimit.Default}:\n{process.Tail()}");
        }
    }

    /// <summary>The path of a program that the PATH knows, or null.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}

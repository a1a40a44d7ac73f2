using System.Diagnostics;

namespace Messaging.TestKit;

/// <summary>
/// The Debian whose RabbitMQ and Python play the other side: the machine's own, or another release in the folder that
/// <c>MESSAGING_TEST_ROOT</c> names (<c>eng/debian-root.sh</c> makes one). What is .NET always runs outside of it.
/// </summary>
public static class DebianRoot
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "MESSAGING_TEST_ROOT";

    // Without the slash at the end; empty for the machine's own.
    private static readonly string Folder = (Environment.GetEnvironmentVariable(Variable) ?? "").TrimEnd('/');

    /// <summary>Where this process finds a file that the programs of the root know by this path.</summary>
    public static string Outside(string path) => Folder + path;

    /// <summary>The path by which the programs of the root know a file of it.</summary>
    /// <param name="path">Where this process finds it.</param>
    public static string Inside(string path) => path.StartsWith(Folder + '/', StringComparison.Ordinal) ? path[Folder.Length..] : path;

    /// <summary>
    /// Makes a command run in the root, where the temporary files and the repository have the paths that they have here. The process
    /// that starts becomes the program.
    /// </summary>
    /// <exception cref="InvalidOperationException">The folder is not there, or the tests do not run in their repository.</exception>
    public static ProcessStartInfo Enter(ProcessStartInfo start)
    {
        if (Folder.Length == 0)
        {
            return start;
        }

        if (!Directory.Exists(Folder))
        {
            throw new InvalidOperationException($"{Variable} names '{Folder}', which is not there. Make it with eng/debian-root.sh.");
        }

        var repository = SolutionFolder.Find()
            ?? throw new InvalidOperationException($"With {Variable} the tests have to run in their repository, for its eng/in-root.sh.");
        string[] arguments = [Folder, start.FileName, .. start.ArgumentList];
        start.FileName = Path.Combine(repository, "eng", "in-root.sh");
        start.ArgumentList.Clear();
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }
}

using System.Diagnostics;
using System.Text.Json;

namespace Messaging.TestKit;

/// <summary>
/// One of the Python programs that play the other side in interop tests. It tells what it does as JSON objects, one a line.
/// The folder with the programs is the value of <c>MESSAGING_PEERS</c>, else <c>tests/peers</c>.
/// </summary>
public sealed class PythonPeer : IAsyncDisposable
{
    // The interpreter of the system: the packages that apt installs are visible to no other.
    private const string Interpreter = "/usr/bin/python3";
    private const string Packages = "/usr/lib/python3/dist-packages";
    private const string Oslo = "oslo.messaging-";

    private readonly ChildProcess _process;

    private PythonPeer(ChildProcess process) => _process = process;

    /// <summary>The version of the oslo.messaging that Debian's package has installed; null if there is none.</summary>
    public static Version? OsloVersion { get; } = FindOslo();

    /// <summary>The JSON objects that it has written so far.</summary>
    public IReadOnlyList<JsonElement> Lines => [.. Parse(_process.Output.Entries)];

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a program, such as <c>oslo_server.py</c>, that runs until it is stopped.</summary>
    public static PythonPeer Start(string program, params IEnumerable<string> arguments) =>
        new(ChildProcess.Start(Command(program, arguments)));

    /// <summary>Runs a program, such as <c>oslo_client.py</c>, to its end.</summary>
    /// <exception cref="TimeoutException">It had not ended within <see cref="WaitLimit.Start"/>, and was killed.</exception>
    public static async Task<PeerResult> RunAsync(string program, params IEnumerable<string> arguments)
    {
        var result = await Processes.RunAsync(Command(program, arguments), WaitLimit.Start);
        return new(result.ExitCode, [.. Parse(result.Output.Split('\n'))], result.Error);
    }

    /// <summary>Waits until the program says that it listens: <c>{"event": "ready"}</c>.</summary>
    /// <exception cref="TimeoutException">It did not within the limit.</exception>
    /// <exception cref="InvalidOperationException">It ended before; the message shows what it wrote.</exception>
    public Task<JsonElement> WaitForReadyAsync(TimeSpan? limit = null) => WaitForEventAsync("ready", limit);

    /// <summary>Waits for the first line, written already or still to come, whose <c>event</c> has this name.</summary>
    /// <exception cref="TimeoutException">There was none within the limit.</exception>
    /// <exception cref="InvalidOperationException">The program ended before; the message shows what it wrote.</exception>
    public Task<JsonElement> WaitForEventAsync(string name, TimeSpan? limit = null) =>
        WaitForAsync(line => line.TryGetProperty("event", out var value) && value.ValueEquals(name), limit);

    /// <summary>Waits for the first line, written already or still to come, that the predicate accepts.</summary>
    /// <exception cref="TimeoutException">There was none within the limit.</exception>
    /// <exception cref="InvalidOperationException">The program ended before; the message shows what it wrote.</exception>
    public async Task<JsonElement> WaitForAsync(Func<JsonElement, bool> predicate, TimeSpan? limit = null)
    {
        var line = await _process.Output.WaitForAsync(
            line => Parse([line]).Any(predicate), $"a line of {_process.Command}", limit ?? WaitLimit.Start);
        return Parse([line]).Single();
    }

    /// <summary>Stops the program with SIGTERM, with SIGKILL if that does not end it in time, and returns all that it said.</summary>
    public async Task<PeerResult> StopAsync()
    {
        var exitCode = await _process.StopAsync();
        return new(exitCode, Lines, _process.Error.Tail(int.MaxValue));
    }

    /// <summary>Kills the program with SIGKILL, as a crash would end it.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>Kills the program if it still runs: to stop in good order takes it seconds, which few tests need.</summary>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    /// <summary>The command that runs a program, in the <see cref="DebianRoot"/>.</summary>
    public static ProcessStartInfo Command(string program, params IEnumerable<string> arguments) =>
        DebianRoot.Enter(new(Interpreter, [PeerPrograms.PathOf(program), .. arguments]));

    // By the name of what describes it: oslo.messaging-16.1.0.egg-info.
    private static Version? FindOslo()
    {
        var folder = DebianRoot.Outside(Packages);
        var name = Directory.Exists(folder) ? Directory.GetFileSystemEntries(folder, "oslo*messaging-*-info").FirstOrDefault() : null;
        return name is null ? null : Version.Parse(Path.GetFileNameWithoutExtension(name)[Oslo.Length..]);
    }

    // A warning of the interpreter on standard output is no line of the program.
    private static IEnumerable<JsonElement> Parse(IEnumerable<string> lines)
    {
        foreach (var line in lines.Where(line => line.StartsWith('{')))
        {
            using var document = JsonDocument.Parse(line);
            yield return document.RootElement.Clone();
        }
    }
}

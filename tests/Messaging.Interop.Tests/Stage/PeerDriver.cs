using System.Text.Json;

namespace Messaging.Interop.Tests.Stage;

/// <summary>A peer process of either language that does what it is told, line by line, many things at once. Safe for use by many threads.</summary>
public sealed class PeerDriver : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly SemaphoreSlim _writing = new(1);
    private int _lastId;

    private PeerDriver(Side side, ChildProcess process)
    {
        Side = side;
        _process = process;
    }

    public Side Side { get; }

    public static async Task<PeerDriver> StartAsync(Side side, string url, params IEnumerable<(string Name, string Value)> environment)
    {
        // Python reads a path of "/" as the name of the virtual host only when it is written twice.
        var start = side == Side.Python
            ? PythonPeer.Command("oslo_driver.py", "--url", Programs.PythonUrl(url))
            : Programs.Dotnet("drive", "--url", url);

        // Where processes that share a counter of queue names wait for each other.
        start.Environment["OSLO_LOCK_PATH"] = Path.GetTempPath();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var driver = new PeerDriver(side, ChildProcess.StartWithInput(start));
        await driver.WaitForAsync("\"ready\"");
        return driver;
    }

    /// <summary>Has it do something, and waits until it has. The answer may tell of an error.</summary>
    public async Task<Answer> AskAsync(PeerRequest request, TimeSpan? limit = null)
    {
        var id = Interlocked.Increment(ref _lastId);
        var line = request.ToLine(id);
        await _writing.WaitAsync();
        try
        {
            await _process.WriteLineAsync(line);
        }
        finally
        {
            _writing.Release();
        }

        // Python writes a space after the colon.
        string[] starts = [$"{{\"id\":{id},", $"{{\"id\": {id},"];
        var answer = await _process.Output.WaitForAsync(
            text => starts.Any(start => text.StartsWith(start, StringComparison.Ordinal)), $"{Side}'s answer to {line}", limit);
        return Answer.Parse(answer);
    }

    /// <summary>Starts a server in it and waits until it listens.</summary>
    public async Task ServeAsync(PeerRequest request) => (await AskAsync(request with { Op = "serve" })).EnsureOk();

    /// <summary>Waits for a line, written already or still to come, that holds all of these texts.</summary>
    public async Task<JsonElement> WaitForAsync(params string[] parts)
    {
        var line = await _process.Output.WaitForAsync(
            text => parts.All(part => text.Contains(part, StringComparison.Ordinal)), $"{Side}'s line with {string.Join(" and ", parts)}");
        return JsonElement.Parse(line);
    }

    /// <summary>Waits until there are so many lines that hold all of these texts.</summary>
    public Task WaitForCountAsync(int count, params string[] parts) =>
        _process.Output.WaitForAsync(_ => LinesWith(parts).Count >= count, $"{count} lines of {Side} with {string.Join(" and ", parts)}");

    /// <summary>The lines so far that hold all of these texts.</summary>
    public IReadOnlyList<string> LinesWith(params string[] parts) =>
        [.. _process.Output.Entries.Where(line => parts.All(part => line.Contains(part, StringComparison.Ordinal)))];

    /// <summary>Kills it with SIGKILL, as a crash would end it.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>Freezes it, as a machine that hangs.</summary>
    public Task PauseAsync() => _process.PauseAsync();

    public ValueTask DisposeAsync()
    {
        _writing.Dispose();
        return _process.DisposeAsync();
    }
}

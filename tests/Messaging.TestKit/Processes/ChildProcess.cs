using System.Diagnostics;

namespace Messaging.TestKit;

/// <summary>
/// A program that runs beside the test, with its output at hand line by line. Disposing kills it if it still runs, and it is
/// killed too if the test process dies without disposing.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    // A grandchild may have inherited the output and hold it open; who waits for the child must not wait for that one.
    private static readonly TimeSpan OutputAfterExit = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private bool _disposed;

    private ChildProcess(Process process)
    {
        _process = process;
        Id = process.Id;
        Command = string.Join(' ', [process.StartInfo.FileName, .. process.StartInfo.ArgumentList]);
        Exited = WatchAsync();
    }

    /// <summary>The process id.</summary>
    public int Id { get; }

    /// <summary>The command line, for the text of errors.</summary>
    public string Command { get; }

    /// <summary>Completes with the exit code when the process has ended and its output has been read.</summary>
    public Task<int> Exited { get; }

    /// <summary>The lines of standard output. Waits for a line fail when the process ends without having written it.</summary>
    public Journal<string> Output { get; } = new();

    /// <summary>The lines of standard error. Waits for a line fail when the process ends without having written it.</summary>
    public Journal<string> Error { get; } = new();

    /// <summary>Starts a program. Its output is captured and its input is empty, whatever <paramref name="start"/> says of them.</summary>
    public static ChildProcess Start(ProcessStartInfo start)
    {
        var child = StartWithInput(start);
        child._process.StandardInput.Close();
        return child;
    }

    /// <summary>Starts a program whose input is what <see cref="WriteLineAsync"/> writes. It ends with the process that started it.</summary>
    public static ChildProcess StartWithInput(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        OrphanGuard.Watch(process.Id);
        return new(process);
    }

    /// <summary>Writes a line to the standard input of a program that has one. One at a time.</summary>
    /// <exception cref="IOException">The program has ended.</exception>
    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>The last lines of both outputs, for the text of an error.</summary>
    public string Tail(int count = 40) => $"{Output.Tail(count)}\n{Error.Tail(count)}".Trim('\n');

    /// <summary>Ends the process with SIGTERM, and with SIGKILL if it is still there after the grace. Returns its exit code.</summary>
    public async Task<int> StopAsync(TimeSpan? grace = null)
    {
        Signal(Signals.Terminate);
        try
        {
            return await Exited.WaitAsync(grace ?? WaitLimit.Default);
        }
        catch (TimeoutException)
        {
            return await KillAsync();
        }
    }

    /// <summary>Ends the process with SIGKILL and waits until it is gone. Returns its exit code.</summary>
    public Task<int> KillAsync()
    {
        Signal(Signals.Kill);
        return Exited.WaitAsync(WaitLimit.Default);
    }

    /// <summary>
    /// Freezes the process (SIGSTOP) and returns when all its threads stand still: to its peers it looks like a machine that hangs.
    /// </summary>
    /// <exception cref="TimeoutException">Some of its threads still ran after <see cref="WaitLimit.Default"/>.</exception>
    public async Task PauseAsync()
    {
        Signal(Signals.Stop);
        using var limit = new CancellationTokenSource(WaitLimit.Default);
        while (!ThreadStates.AllStopped(Id))
        {
            // The kernel tells nobody but the parent's wait call, which belongs to the runtime; the threads stop within microseconds.
            await Task.Delay(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"{Command}\ndid not stop on SIGSTOP.");
            }
        }
    }

    /// <summary>Lets a paused process go on (SIGCONT).</summary>
    public void Resume() => Signal(Signals.Continue);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _disposed = true;
        _process.Dispose();
    }

    // The process id of one that has been waited for may belong to somebody else by now.
    private void Signal(Action<int> signal)
    {
        if (!_disposed && !_process.HasExited)
        {
            signal(Id);
        }
    }

    private async Task<int> WatchAsync()
    {
        var reading = Task.WhenAll(ReadAsync(_process.StandardOutput, Output), ReadAsync(_process.StandardError, Error));
        await _process.WaitForExitAsync();
        OrphanGuard.Forget(Id);
        await Task.WhenAny(reading, Task.Delay(OutputAfterExit));
        var exitCode = _process.ExitCode;
        Output.End(Ended);
        Error.End(Ended);
        return exitCode;

        Exception Ended() => new InvalidOperationException($"{Command}\nended with exit code {exitCode}:\n{Tail()}");
    }

    private static async Task ReadAsync(StreamReader from, Journal<string> to)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            to.Add(line);
        }
    }
}

using System.Globalization;
using Messaging.Benchmarks.Measuring;
using Messaging.Benchmarks.Measuring.Rounds;
using Messaging.Benchmarks.Subjects.Foreign;
using Messaging.TestKit;

namespace Messaging.Benchmarks.Subjects.Libzmq;

/// <summary>A bare echo in C on libzmq: what a socket and the framing can do.</summary>
internal sealed class LibzmqSubject : IForeignSubject
{
    private readonly CProgram _echo = new();

    public string Name => "libzmq";

    public bool ServesHere => false;

    public Task ServeAsync(CancellationToken cancellationToken) => _echo.CompileAsync("echo.c");

    // Both of its sides live for a round.
    public Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<ForeignRound> RunRoundAsync(Load load, TimeSpan time)
    {
        string[] words = [Text(load.Callers), Text(load.Payload), time.TotalSeconds.ToString(CultureInfo.InvariantCulture)];
        var result = await Processes.RunAsync(_echo.File, words, time + WaitLimit.Default);
        return result.ExitCode == 0
            ? ForeignLine.Read(result.Output)
            : throw new InvalidOperationException($"The echo on libzmq failed. {result.Error}");
    }

    public ValueTask DisposeAsync()
    {
        _echo.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Diagnostics;

namespace Messaging.TestKit.Tests;

public sealed class ProcessesTests
{
    [Fact]
    public async Task A_run_returns_exit_code_and_both_outputs()
    {
        var result = await Processes.RunAsync("/bin/sh", ["-c", "echo out; echo err >&2; exit 3"]);

        Assert.Equal((3, "out", "err"), (result.ExitCode, result.Output, result.Error));
        var failure = Assert.Throws<InvalidOperationException>(result.EnsureSuccess);
        Assert.Contains("exit code 3", failure.Message);
    }

    [Fact]
    public async Task A_run_past_its_limit_is_killed()
    {
        var failure = await Assert.ThrowsAsync<TimeoutException>(
            () => Processes.RunAsync("/bin/sh", ["-c", "exec tail -f /dev/null"], TimeSpan.FromMilliseconds(100)));

        Assert.Contains("tail -f", failure.Message);
    }

    [Fact]
    public async Task A_program_that_ignores_the_request_to_stop_is_killed()
    {
        await using var process = ChildProcess.Start(
            new ProcessStartInfo("/bin/sh", ["-c", "trap '' TERM; echo deaf; exec tail -f /dev/null"]));
        await process.Output.WaitForAsync(line => line == "deaf", "the program to start");

        var exitCode = await process.StopAsync(TimeSpan.FromMilliseconds(100));

        Assert.Equal(128 + 9, exitCode);
    }

    [Fact]
    public async Task What_a_dead_test_process_leaves_is_cleaned_up()
    {
        // The guard is a shell that reads its list from a pipe; closing the pipe is all that it sees of a test process that dies.
        using var victim = StartForever();
        using var spared = StartForever();
        var folder = Directory.CreateTempSubdirectory("orphan guard ");
        using var guard = OrphanGuard.StartShell();
        await guard.StandardInput.WriteLineAsync($"+ {victim.Id}\n+ {spared.Id}\n+ {folder.FullName}\n- {spared.Id}");

        guard.StandardInput.Close();

        await victim.WaitForExitAsync().WaitAsync(WaitLimit.Default);
        await guard.WaitForExitAsync().WaitAsync(WaitLimit.Default);
        Assert.False(spared.HasExited);
        spared.Kill();
        folder.Refresh();
        Assert.False(folder.Exists);
    }

    private static Process StartForever() => Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec tail -f /dev/null"]))!;
}

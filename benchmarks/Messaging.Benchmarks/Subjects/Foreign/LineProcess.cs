using System.ComponentModel;
using System.Diagnostics;

namespace Messaging.Benchmarks.Subjects.Foreign;

/// <summary>
/// A program that answers each line with a line, and ends with its input: also when this process dies, which closes that.
/// </summary>
internal sealed class LineProcess : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly Task<string> _error;

    private LineProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <exception cref="UnavailableException">There is no such program.</exception>
    public static LineProcess Start(string program, params IEnumerable<string> words)
    {
        try
        {
            var start = new ProcessStartInfo(program, words)
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            };
            return new LineProcess(Process.Start(start)!);
        }
        catch (Win32Exception e)
        {
            throw new UnavailableException($"{program}: {e.Message}");
        }
    }

    public async Task<string> AskAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        return await ReadLineAsync();
    }

    /// <exception cref="InvalidOperationException">The program ended instead; the message shows its errors.</exception>
    public async Task<string> ReadLineAsync() =>
        await _process.StandardOutput.ReadLineAsync()
        ?? throw new InvalidOperationException(
            $"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)} ended. {await _error}");

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            using var limit = new CancellationTokenSource(Grace);
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}

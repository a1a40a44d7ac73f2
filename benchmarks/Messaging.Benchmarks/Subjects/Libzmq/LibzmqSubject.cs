using System.Diagnostics;
using System.Globalization;
using Messaging.Benchmarks.Measuring;

namespace Messaging.Benchmarks.Subjects.Libzmq;

/// <summary>A bare echo in C on libzmq, compiled here: what a socket and the framing can do.</summary>
internal sealed class LibzmqSubject : IForeignSubject
{
    private readonly string _folder = Directory.CreateTempSubdirectory("messaging-libzmq-").FullName;

    public string Name => "libzmq";

    private string Program => Path.Combine(_folder, "echo");

    /// <exception cref="InvalidOperationException">It cannot be compiled; the message says what is missing.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var source = Path.Combine(AppContext.BaseDirectory, "echo.c");
        var (code, output) = await RunAsync("cc", ["-O2", "-o", Program, source, "-lzmq", "-lpthread"]);
        if (code != 0)
        {
            throw new InvalidOperationException(
                $"The echo on libzmq cannot be compiled. It needs a C compiler and the headers (apt-get install gcc libzmq3-dev). {output}");
        }
    }

    public async Task<Sample> RunRoundAsync(int callers, int bytes, TimeSpan time)
    {
        string[] words = [Invariant(callers), Invariant(bytes), time.TotalSeconds.ToString(CultureInfo.InvariantCulture)];
        var (code, output) = await RunAsync(Program, words);
        if (code != 0)
        {
            throw new InvalidOperationException($"The echo on libzmq failed. {output}");
        }

        var figures = Array.ConvertAll(output.Split(' '), word => double.Parse(word, CultureInfo.InvariantCulture));
        return new Sample(figures[0] / figures[1], figures[2], figures[3], figures[4], figures[5], BrokerCpu: null, Bytes: 0, [0, 0, 0]);
    }

    public ValueTask<string> CallAsync(string payload) => throw new InvalidOperationException("libzmq makes whole rounds only, and allocates nothing here.");

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<(int Code, string Output)> RunAsync(string program, string[] words)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, process.ExitCode == 0 ? output : await error);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (1, e.Message);
        }
    }
}

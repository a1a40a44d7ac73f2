using Messaging.Benchmarks.Subjects.Foreign;
using Messaging.TestKit;

namespace Messaging.Benchmarks.Subjects.Libzmq;

/// <summary>A program in C on libzmq, compiled here.</summary>
internal sealed class CProgram : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("messaging-libzmq-").FullName;

    public string File => Path.Combine(_folder, "program");

    /// <exception cref="UnavailableException">It cannot be compiled; the message says what is missing.</exception>
    public async Task CompileAsync(string source)
    {
        if (Processes.Find("cc") is not { } compiler)
        {
            throw new UnavailableException("it needs a C compiler and the headers of libzmq (apt-get install gcc libzmq3-dev)");
        }

        var result = await Processes.RunAsync(
            compiler, ["-O2", "-o", File, Path.Combine(AppContext.BaseDirectory, source), "-lzmq", "-lpthread"]);
        if (result.ExitCode != 0)
        {
            throw new UnavailableException($"it needs the headers of libzmq (apt-get install libzmq3-dev). {result.Error}");
        }
    }

    /// <summary>Starts it in one of its roles and waits until it is ready.</summary>
    public async Task<LineProcess> StartAsync(params IEnumerable<string> words)
    {
        var process = LineProcess.Start(File, words);
        await process.ReadLineAsync();
        return process;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

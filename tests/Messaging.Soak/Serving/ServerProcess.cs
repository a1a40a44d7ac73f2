using System.Diagnostics;
using System.Globalization;
using Messaging.Soak.Accounts;

namespace Messaging.Soak.Serving;

/// <summary>A server of the load in a process of its own. Killed and started again, it is another life under the same name.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly RunFile _runs;
    private readonly string _path;
    private readonly Ledger _ledger;

    private ServerProcess(ushort life, string path, ChildProcess process, Ledger ledger)
    {
        Life = life;
        _path = path;
        _process = process;
        _ledger = ledger;
        _runs = RunFile.Read(path);
    }

    public ushort Life { get; }

    public static async Task<ServerProcess> StartAsync(string url, string topic, string name, ushort life, Ledger ledger)
    {
        var path = Path.GetTempFileName();
        var program = Path.Combine(AppContext.BaseDirectory, $"{typeof(ServerProcess).Assembly.GetName().Name}.dll");
        string[] arguments = [program, ServeCommand.Name, url, topic, name, life.ToString(CultureInfo.InvariantCulture), path];
        var server = new ServerProcess(life, path, ChildProcess.Start(new ProcessStartInfo("dotnet", arguments)), ledger);
        try
        {
            await server._process.Output.WaitForAsync(line => line == ServeCommand.Ready, "the server process to start", WaitLimit.Start);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Enters into the ledger what it ran since the last time. One at a time.</summary>
    public void Collect()
    {
        foreach (var number in _runs.ReadNew())
        {
            _ledger.Run(number, Life);
        }
    }

    /// <summary>Ends it with SIGKILL.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>Freezes it, as a machine that hangs.</summary>
    public Task PauseAsync() => _process.PauseAsync();

    public void Resume() => _process.Resume();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Collect();
        _runs.Dispose();
        File.Delete(_path);
    }
}

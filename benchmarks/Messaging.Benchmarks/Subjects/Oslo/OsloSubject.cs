using System.Globalization;
using Messaging.Benchmarks.Measuring;
using Messaging.Benchmarks.Measuring.Rounds;
using Messaging.Benchmarks.Subjects.Foreign;

namespace Messaging.Benchmarks.Subjects.Oslo;

/// <summary>Python's oslo.messaging: client and server each in a Python of its own, with oslo's defaults and threads.</summary>
internal sealed class OsloSubject(string url, string topic) : IForeignSubject
{
    // The interpreter of the system: the packages that apt installs are visible to no other.
    private const string Interpreter = "/usr/bin/python3";

    private readonly string _url = BrokerAddress.Parse(url).PythonUrl;
    private LineProcess? _server;
    private LineProcess? _client;

    public string Name => "oslo";

    public bool ServesHere => false;

    public async Task ServeAsync(CancellationToken cancellationToken) => _server = await StartAsync("serve");

    public async Task ConnectAsync(CancellationToken cancellationToken) => _client = await StartAsync("call");

    public async Task<ForeignRound> RunRoundAsync(Load load, TimeSpan time)
    {
        var clock = new ProcessClock(_server!.Id);
        var serverCpu = clock.Read();
        var line = await _client!.AskAsync(string.Create(
            CultureInfo.InvariantCulture, $"{load.Callers} {load.Payload} {time.TotalSeconds}"));
        return ForeignLine.Read(line) with { ServerCpu = clock.Read() - serverCpu };
    }

    public async ValueTask DisposeAsync()
    {
        await (_client?.DisposeAsync() ?? default);
        await (_server?.DisposeAsync() ?? default);
    }

    private async Task<LineProcess> StartAsync(string role)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "echo.py");
        var process = LineProcess.Start(Interpreter, script, role, "--url", _url, "--topic", topic);
        try
        {
            await process.ReadLineAsync();
            return process;
        }
        catch (InvalidOperationException e)
        {
            await process.DisposeAsync();
            var last = e.Message.TrimEnd().Split('\n')[^1];
            throw new UnavailableException($"it needs Python with oslo.messaging (apt-get install python3-oslo.messaging). {last}");
        }
    }
}

namespace Messaging.TestKit;

/// <summary>
/// A RabbitMQ of the test's own, made of the installed rabbitmq-server with its own name, ports, folder and name registry. It can be
/// killed, frozen and started again without touching any other broker of the machine. Disposing kills it and removes its folder.
/// </summary>
public sealed class RabbitNode : RabbitBroker
{
    private const string Ready = "completed with";
    private const int Attempts = 3;
    private const int StartsAgain = 9;

    // What a node says when somebody took one of its ports between the moment it was found free and the start.
    private static readonly string[] PortTaken = ["eaddrinuse", "dist_port_already_used", "already_in_use", "Address already in use"];

    // What a node of RabbitMQ 3.10 says when another that starts at the same time has just created the default user of their cluster.
    private const string UserOfAnother = "user_already_exists";

    // RabbitMQ 4.0 that denies transient queues asks for its table of queues before it has read it, which goes wrong at every other start
    // with queues. A service manager starts it again, and so does this.
    private const string DeniedTooEarly = "failed_to_deny_deprecated_features";

    private readonly RabbitInstallation _installation;
    private readonly NodePorts _ports;
    private readonly NodeFolder _folder;
    private readonly NodeNames _names;
    private readonly RabbitCtl _ctl;
    private ChildProcess? _node;

    private RabbitNode(RabbitInstallation installation, string? cookie)
    {
        _installation = installation;
        _ports = NodePorts.Next();
        _folder = new(installation, _ports, cookie);
        _names = NodeNames.Serve(_ports.Names);
        _ctl = new(arguments => ChildProcess.Start(_folder.Command(_installation.Ctl, arguments)));
    }

    /// <summary>Whether rabbitmq-server is installed, in the <see cref="DebianRoot"/>.</summary>
    public static bool IsInstalled => RabbitInstallation.Find() is not null;

    /// <summary>The version of the rabbitmq-server that is installed; null if there is none.</summary>
    public static Version? InstalledVersion { get; } = RabbitInstallation.Find()?.Version;

    /// <inheritdoc/>
    public override int Port => _ports.Amqp;

    /// <summary>The Erlang name of the node.</summary>
    public string Name => _folder.NodeName;

    /// <summary>The process id of the whole broker while it runs.</summary>
    public int ProcessId => Running.Id;

    /// <summary>Whether its process runs: started, and neither stopped nor killed since.</summary>
    public bool IsRunning => _node is not null;

    /// <summary>The port on which other nodes connect to it.</summary>
    internal int DistributionPort => _ports.Distribution;

    private ChildProcess Running => _node ?? throw new InvalidOperationException($"{Name} is not running.");

    /// <summary>Starts a node and waits until it serves clients.</summary>
    /// <param name="configuration">Further lines for its rabbitmq.conf.</param>
    /// <exception cref="InvalidOperationException">It is not installed, or did not start; the message shows the end of its log.</exception>
    public static Task<RabbitNode> StartAsync(params IEnumerable<string> configuration) =>
        StartAsync(new NodeSetup { Configuration = [.. configuration] });

    /// <summary>Starts a node and waits until it serves clients.</summary>
    /// <param name="setup">What it is to have.</param>
    /// <exception cref="InvalidOperationException">It is not installed, or did not start; the message shows the end of its log.</exception>
    public static async Task<RabbitNode> StartAsync(NodeSetup setup)
    {
        return await RetryAsync(async () =>
        {
            var node = Make();
            node.Configure(setup);
            try
            {
                await node.StartAgainAsync();
                return node;
            }
            catch
            {
                await node.DisposeAsync();
                throw;
            }
        });
    }

    /// <summary>Makes a node that is to be configured before its first start.</summary>
    /// <param name="cookie">The secret that it shares with the other nodes of its cluster; one of its own if null.</param>
    internal static RabbitNode Make(string? cookie = null) => new(
        RabbitInstallation.Find()
            ?? throw new InvalidOperationException("rabbitmq-server is not installed (apt-get install rabbitmq-server)."),
        cookie);

    /// <summary>Tries again, with new nodes, when somebody took a port first or two nodes of a cluster were in each other's way.</summary>
    internal static async Task<T> RetryAsync<T>(Func<Task<T>> start)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await start();
            }
            catch (Exception failure) when (
                attempt < Attempts && PortTaken.Append(UserOfAnother).Any(failure.Message.Contains))
            {
                // On to other ports, and to folders without data.
            }
        }
    }

    /// <summary>Writes its configuration, before it is started.</summary>
    internal void Configure(NodeSetup setup) => _folder.Configure(setup);

    /// <summary>Says where it finds another node: on the port of a proxy that leads there.</summary>
    internal void Introduce(RabbitNode other, int port) => _names.Introduce(other._folder.ShortName, port, other._names);

    /// <summary>Starts the node after <see cref="KillAsync"/> or <see cref="StopAsync"/>: same port, same data.</summary>
    /// <exception cref="InvalidOperationException">It did not start; the message shows the end of its log.</exception>
    public async Task StartAgainAsync()
    {
        if (_node is not null)
        {
            throw new InvalidOperationException($"{Name} is running.");
        }

        for (var left = StartsAgain; ; left--)
        {
            try
            {
                await StartOnceAsync();
                return;
            }
            catch (InvalidOperationException failure) when (left > 0 && failure.Message.Contains(DeniedTooEarly, StringComparison.Ordinal))
            {
                // Its data are as they were.
            }
        }
    }

    /// <summary>Kills the whole broker (SIGKILL), as a power cut would. Its data stay.</summary>
    public async Task KillAsync()
    {
        await Running.DisposeAsync();
        _node = null;
    }

    /// <summary>Stops the broker in good order (SIGTERM): it closes its clients' connections. Its data stay.</summary>
    public async Task StopAsync()
    {
        await Running.StopAsync();
        await KillAsync();
    }

    /// <summary>Freezes the broker (SIGSTOP) and returns when it stands: connections stay open and nothing answers.</summary>
    public Task PauseAsync() => Running.PauseAsync();

    /// <summary>Lets a frozen broker go on (SIGCONT).</summary>
    public Task ResumeAsync()
    {
        Running.Resume();
        return Task.CompletedTask;
    }

    /// <summary>
    /// Stops the broker inside its process and starts it again, as an operator does with a node that lost its place in its cluster.
    /// </summary>
    public async Task RestartInPlaceAsync()
    {
        await RunCtlAsync("stop_app");
        await RunCtlAsync(WaitLimit.Start, "start_app");
    }

    /// <inheritdoc/>
    public override async Task ImportDefinitionsAsync(string definitions)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, definitions);
        await RunCtlAsync("import_definitions", file);
        File.Delete(file);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await (_node?.DisposeAsync() ?? default);
        await _ctl.DisposeAsync();
        await _names.DisposeAsync();
        _node = null;
        _folder.Delete();
    }

    /// <inheritdoc/>
    protected override Task<ProcessResult> RunAsync(IReadOnlyList<string> arguments, TimeSpan limit) => _ctl.RunAsync(arguments, limit);

    private async Task StartOnceAsync()
    {
        _names.Forget();
        _node = ChildProcess.Start(BootProcessor.Confine(_folder.Command(_installation.Server)));
        try
        {
            await _node.Output.WaitForAsync(line => line.Contains(Ready, StringComparison.Ordinal), $"{Name} to start", WaitLimit.Start);
            await BootProcessor.ReleaseAsync(_node.Id);
        }
        catch (Exception failure)
        {
            await KillAsync();
            throw new InvalidOperationException($"{Name} did not start. {failure.Message}\nIts log:\n{_folder.LogTail()}", failure);
        }
    }
}

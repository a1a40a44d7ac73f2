using System.Diagnostics;

namespace Messaging.TestKit;

/// <summary>
/// The folder of one <see cref="RabbitNode"/>: its data, log, configuration and code path, and the environment that makes the
/// scripts use these and nothing of the machine's.
/// </summary>
internal sealed class NodeFolder
{
    private const string LogFile = "node.log";

    private static readonly string[] ForeignVariables = ["RABBITMQ_", "ERL_", "ELIXIR_"];

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("rabbit-node-");
    private readonly RabbitInstallation _installation;
    private readonly NodePorts _ports;
    private TimeSpan _silence;

    public NodeFolder(RabbitInstallation installation, NodePorts ports, string? cookie)
    {
        _installation = installation;
        _ports = ports;
        ShortName = _root.Name;
        OrphanGuard.Watch(_root);
        File.WriteAllText(At("env.conf"), "");
        WriteCookie(cookie ?? _root.Name);
    }

    /// <summary>The name under which the node is known to its registry of names.</summary>
    public string ShortName { get; }

    public string NodeName => $"{ShortName}@localhost";

    /// <summary>Writes the node's configuration.</summary>
    /// <param name="setup">What it holds beside its port and its log.</param>
    public void Configure(NodeSetup setup)
    {
        _silence = setup.Silence;
        File.WriteAllLines(
            At("rabbitmq.conf"), [$"listeners.tcp.1 = 127.0.0.1:{_ports.Amqp}", $"log.file = {LogFile}", .. setup.Configuration, .. RabbitBroker.GivenConfiguration]);
        File.WriteAllText(At("advanced.config"), setup.Advanced + "\n");
        File.WriteAllText(At("enabled_plugins"), $"[{string.Join(',', setup.Plugins)}].\n");
        LinkCode(setup.Plugins);
    }

    /// <summary>Makes a command that runs in the <see cref="DebianRoot"/> with this folder as its whole world.</summary>
    public ProcessStartInfo Command(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _root.FullName };
        foreach (var name in start.Environment.Keys.Where(name => ForeignVariables.Any(name.StartsWith)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in Variables())
        {
            start.Environment[name] = value;
        }

        return DebianRoot.Enter(start);
    }

    /// <summary>The last lines of the node's log, for the text of an error.</summary>
    public string LogTail(int count = 40)
    {
        var log = Path.Combine(At("log"), LogFile);
        return File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(count)) : "(no log was written)";
    }

    public void Delete()
    {
        if (Directory.Exists(_root.FullName))
        {
            _root.Delete(recursive: true);
        }

        OrphanGuard.Forget(_root);
    }

    private string At(string name) => Path.Combine(_root.FullName, name);

    private Dictionary<string, string> Variables() => new()
    {
        ["HOME"] = _root.FullName,
        ["LC_ALL"] = "C.UTF-8",
        ["RABBITMQ_NODENAME"] = NodeName,
        ["RABBITMQ_CONF_ENV_FILE"] = At("env.conf"),
        ["RABBITMQ_CONFIG_FILE"] = At("rabbitmq.conf"),
        ["RABBITMQ_CONFIG_FILES"] = At("conf.d"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = At("advanced.config"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = At("enabled_plugins"),
        ["RABBITMQ_PLUGINS_DIR"] = At("code"),
        ["RABBITMQ_MNESIA_BASE"] = At("data"),
        ["RABBITMQ_LOG_BASE"] = At("log"),
        ["RABBITMQ_PID_FILE"] = At("pid"),
        ["RABBITMQ_DIST_PORT"] = $"{_ports.Distribution}",
        ["RABBITMQ_CTL_DIST_PORT_MIN"] = $"{_ports.Ctl}",
        ["RABBITMQ_CTL_DIST_PORT_MAX"] = $"{_ports.Ctl + 100}",
        ["RABBITMQ_CTL_ERL_ARGS"] = "+S 1:1",
        ["ERL_EPMD_PORT"] = $"{_ports.Names}",
        ["ERL_CRASH_DUMP_SECONDS"] = "0",

        // With input "allowed" the script becomes the node instead of starting it, so that the id of the process is the node's.
        ["RABBITMQ_ALLOW_INPUT"] = "1",
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
            "-noinput +S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none" +
            $" -kernel inet_dist_use_interface {{127,0,0,1}} net_ticktime {_silence.TotalSeconds:0} -env ERL_LIBS {At("code")}",
    };

    private void WriteCookie(string cookie)
    {
        var file = At(".erlang.cookie");
        File.WriteAllText(file, cookie);
        if (!OperatingSystem.IsWindows())
        {
            // Erlang takes no cookie that others could read.
            File.SetUnixFileMode(file, UnixFileMode.UserRead);
        }
    }

    // The node tries every folder of its code path for each of the 900 modules that it loads. The sixty plugins, of which hardly a test
    // uses one, are two thirds of that path and nearly half of the time to start.
    private void LinkCode(IReadOnlyList<string> plugins)
    {
        var code = _root.CreateSubdirectory("code").FullName;
        foreach (var entry in new DirectoryInfo(_installation.Plugins).EnumerateFileSystemInfos())
        {
            if (!entry.Name.StartsWith("rabbitmq_", StringComparison.Ordinal) ||
                entry.Name.StartsWith("rabbitmq_prelaunch", StringComparison.Ordinal) || plugins.Contains(entry.Name.Split('-')[0]))
            {
                File.CreateSymbolicLink(Path.Combine(code, entry.Name), DebianRoot.Inside(entry.FullName));
            }
        }
    }
}

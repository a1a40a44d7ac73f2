namespace Messaging.TestKit;

/// <summary>
/// The RabbitMQ that is installed in the <see cref="DebianRoot"/>: its own scripts, not the wrappers that distributions put into the
/// PATH, which change the user and read the machine's configuration.
/// </summary>
/// <param name="Server">The script that starts a node, by its path inside the root.</param>
/// <param name="Ctl">The script of rabbitmqctl, by its path inside the root.</param>
/// <param name="Plugins">The folder of its code, where this process finds it.</param>
internal sealed record RabbitInstallation(string Server, string Ctl, string Plugins)
{
    private const string Core = "rabbit-";

    // Debian and Ubuntu; the generic package and the container image; a Homebrew prefix of either kind.
    private static readonly string[] Folders =
        ["/usr/lib/rabbitmq/bin", "/opt/rabbitmq/sbin", "/opt/homebrew/opt/rabbitmq/sbin", "/usr/local/opt/rabbitmq/sbin"];

    /// <summary>Its version, by the name of the folder of its core: rabbit-4.3.6.</summary>
    public Version Version => Version.Parse(Path.GetFileName(Directory.GetDirectories(Plugins, Core + "*").Single())[Core.Length..].Split('-')[0]);

    public static RabbitInstallation? Find()
    {
        var server = Folders.Select(folder => DebianRoot.Outside($"{folder}/rabbitmq-server")).FirstOrDefault(File.Exists);
        if (server is null)
        {
            return null;
        }

        var scripts = Path.GetDirectoryName(File.ResolveLinkTarget(server, returnFinalTarget: true)?.FullName ?? server)!;
        var inside = DebianRoot.Inside(scripts);
        return new(
            Path.Combine(inside, "rabbitmq-server"),
            Path.Combine(inside, "rabbitmqctl"),
            Path.GetFullPath(Path.Combine(scripts, "..", "plugins")));
    }
}

namespace Messaging.TestKit;

/// <summary>
/// The RabbitMQ that is installed on this machine: its own scripts, not the wrappers that distributions put into the PATH, which
/// change the user and read the machine's configuration.
/// </summary>
internal sealed record RabbitInstallation(string Server, string Ctl, string Plugins)
{
    // Debian and Ubuntu; the generic package and the container image; a Homebrew prefix of either kind.
    private static readonly string[] Folders =
        ["/usr/lib/rabbitmq/bin", "/opt/rabbitmq/sbin", "/opt/homebrew/opt/rabbitmq/sbin", "/usr/local/opt/rabbitmq/sbin"];

    public static RabbitInstallation? Find()
    {
        var server = Folders.Select(folder => Path.Combine(folder, "rabbitmq-server")).FirstOrDefault(File.Exists);
        if (server is null)
        {
            return null;
        }

        var scripts = Path.GetDirectoryName(File.ResolveLinkTarget(server, returnFinalTarget: true)?.FullName ?? server)!;
        return new(
            Path.Combine(scripts, "rabbitmq-server"),
            Path.Combine(scripts, "rabbitmqctl"),
            Path.GetFullPath(Path.Combine(scripts, "..", "plugins")));
    }
}

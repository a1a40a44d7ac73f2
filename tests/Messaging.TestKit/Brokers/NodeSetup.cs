namespace Messaging.TestKit;

/// <summary>What a <see cref="RabbitNode"/> is to have beside its name, its ports and its log.</summary>
public sealed record NodeSetup
{
    /// <summary>Further lines for its rabbitmq.conf.</summary>
    public IReadOnlyList<string> Configuration { get; init; } = [];

    /// <summary>What rabbitmq.conf cannot say: its advanced.config, as Erlang terms.</summary>
    public string Advanced { get; init; } = "[].";

    /// <summary>
    /// After how long a node that says nothing is taken for dead by the others of its cluster (<c>net_ticktime</c>), give or take a quarter.
    /// </summary>
    /// <value>60 seconds, RabbitMQ's own: a machine that hangs for a while does not part a cluster.</value>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Plugins of its installation, by their names, each after those that it needs.</summary>
    public IReadOnlyList<string> Plugins { get; init; } = [];
}

namespace Messaging.TestKit;

/// <summary>What a <see cref="RabbitNode"/> is to have beside its name, its ports and its log.</summary>
public sealed record NodeSetup
{
    /// <summary>Further lines for its rabbitmq.conf.</summary>
    public IReadOnlyList<string> Configuration { get; init; } = [];

    /// <summary>What rabbitmq.conf cannot say: its advanced.config, as Erlang terms.</summary>
    public string Advanced { get; init; } = "[].";

    /// <summary>Plugins of its installation, by their names, each after those that it needs.</summary>
    public IReadOnlyList<string> Plugins { get; init; } = [];
}

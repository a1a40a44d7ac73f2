namespace Messaging.Generators.Deployed;

/// <summary>What clients and servers of a contract share, whatever the name of its interface.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Major">The major version: servers of another do not answer.</param>
/// <param name="Exchange">The exchange, or null.</param>
/// <param name="Namespace">The namespace on the wire, or null.</param>
internal sealed record WireAddress(string Topic, int Major, string? Exchange, string? Namespace)
{
    public override string ToString() =>
        $"'{Topic}' {Major}.x{(Exchange is null ? "" : $" on exchange '{Exchange}'")}"
        + $"{(Namespace is null ? "" : $" in namespace '{Namespace}'")}";
}

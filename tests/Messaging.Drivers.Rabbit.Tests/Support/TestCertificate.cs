namespace Messaging.Drivers.Rabbit.Tests.Support;

/// <summary>What a certificate says that a <see cref="TestAuthority"/> signs.</summary>
/// <param name="Subject">Whose it is: the common name.</param>
public sealed record TestCertificate(string Subject)
{
    public const string ForServers = "1.3.6.1.5.5.7.3.1";
    public const string ForClients = "1.3.6.1.5.5.7.3.2";

    /// <summary>Host names and addresses.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>What it may be used for; null when it does not say.</summary>
    public string? Usage { get; init; } = ForServers;

    /// <summary>When its two days begin, in days from now.</summary>
    public int Begins { get; init; } = -1;
}

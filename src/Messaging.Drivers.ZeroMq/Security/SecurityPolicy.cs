namespace Messaging.Drivers.ZeroMq.Security;

/// <summary>How the connections of a transport are secured: creates our side of each handshake.</summary>
internal abstract record SecurityPolicy
{
    /// <summary>Our side as a client.</summary>
    /// <exception cref="Zmtp.ZmtpException">There are no credentials to log in with.</exception>
    public abstract Mechanism CreateClient();

    /// <summary>Creates our side as a server.</summary>
    public abstract Mechanism CreateServer();

    /// <summary>Why no server can be bound with this policy, or null.</summary>
    public virtual string? WhyNoServer() => null;

    /// <summary>
    /// Whether a server with the other policy accepts the same clients, so that two of one process may share a bound address.
    /// </summary>
    public virtual bool IsSameForServers(SecurityPolicy other) => Equals(other);
}

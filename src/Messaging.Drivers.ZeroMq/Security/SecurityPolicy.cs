namespace Messaging.Drivers.ZeroMq.Security;

/// <summary>How the connections of a transport are secured: makes our side of each handshake.</summary>
internal abstract record SecurityPolicy
{
    /// <summary>Our side as a client.</summary>
    /// <exception cref="Zmtp.ZmtpException">There is nothing to log in with.</exception>
    public abstract Mechanism CreateClient();

    /// <summary>Our side as a server.</summary>
    public abstract Mechanism CreateServer();

    /// <summary>Why nothing can be bound with it, or null.</summary>
    public virtual string? WhyNoServer() => null;

    /// <summary>Whether a server of the other policy lets in the same clients: two of one process may share what is bound.</summary>
    public virtual bool IsSameForServers(SecurityPolicy other) => Equals(other);
}

namespace Messaging;

/// <summary>The version of a target is newer than the client's version cap allows. Nothing was sent.</summary>
public sealed class RpcVersionCapException : MessagingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="version">The requested version, or null when the target has none.</param>
    /// <param name="versionCap">The newest version that may be sent.</param>
    public RpcVersionCapException(string? version, string versionCap)
        : base(
            $"Version {version ?? "(none)"} may not be sent: it must have the same major version as the cap {versionCap}, and be no newer.")
    {
        Version = version;
        VersionCap = versionCap;
    }

    /// <summary>The requested version, or null when the target has none.</summary>
    public string? Version { get; }

    /// <summary>The newest version that may be sent.</summary>
    public string VersionCap { get; }
}

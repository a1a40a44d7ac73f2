using System.ComponentModel;

namespace Messaging.Contracts;

/// <summary>The settings from the attributes of a contract's member. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RpcMemberSettings
{
    /// <summary>The lowest version of the contract that has the member.</summary>
    /// <value>1.0.</value>
    public string Version { get; init; } = "1.0";

    /// <summary>The timeout of a call, in seconds.</summary>
    /// <value>0: none.</value>
    public double TimeoutSeconds { get; init; }

    /// <summary>The longest silence of a server that runs a call, in seconds.</summary>
    /// <value>0: no keep-alives are requested.</value>
    public double MonitorSeconds { get; init; }

    /// <summary>Whether the method may run more than once.</summary>
    /// <value>False.</value>
    public bool Idempotent { get; init; }

    /// <summary>When messages to the method are acknowledged.</summary>
    /// <value><see cref="AcknowledgeMode.Default"/>.</value>
    public AcknowledgeMode Acknowledge { get; init; }

    /// <summary>Exceptions that callers expect.</summary>
    /// <value>None.</value>
    public IReadOnlyList<Type> ExpectedExceptions { get; init; } = [];

    /// <summary>Exceptions that callers get as themselves.</summary>
    /// <value>None.</value>
    public IReadOnlyList<RpcThrown> Throws { get; init; } = [];

    /// <summary>The policies that callers must meet; an empty string is the default policy.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> Policies { get; init; } = [];
}

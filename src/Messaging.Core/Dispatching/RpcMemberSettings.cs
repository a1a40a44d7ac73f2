using System.ComponentModel;

namespace Messaging.Contracts;

/// <summary>What the attributes of a member of a contract say. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RpcMemberSettings
{
    /// <summary>The lowest version of the contract that has the member.</summary>
    /// <value>1.0.</value>
    public string Version { get; init; } = "1.0";

    /// <summary>The longest time of a call, in seconds.</summary>
    /// <value>0: none.</value>
    public double TimeoutSeconds { get; init; }

    /// <summary>The longest silence of a server that runs a call, in seconds.</summary>
    /// <value>0: no signs of life are asked for.</value>
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

    /// <summary>The policies that callers have to meet; an empty text is the default one.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> Policies { get; init; } = [];
}

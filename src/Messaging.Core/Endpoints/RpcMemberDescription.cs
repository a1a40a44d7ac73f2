using System.ComponentModel;

namespace Messaging.Contracts;

/// <summary>Describes a member of a contract: what it takes and what it returns.</summary>
/// <remarks>Immutable; safe for any number of threads.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RpcMemberDescription
{
    internal RpcMemberDescription(
        string name, RpcMemberKind kind, RpcMemberSettings settings, IReadOnlyList<RpcParameter> parameters, Type? result)
    {
        Name = name;
        Kind = kind;
        Settings = settings;
        Parameters = parameters;
        Result = result;
    }

    /// <summary>The name on the wire.</summary>
    public string Name { get; }

    /// <summary>The kind of message that its clients send.</summary>
    public RpcMemberKind Kind { get; }

    /// <summary>The settings from its attributes.</summary>
    public RpcMemberSettings Settings { get; }

    /// <summary>Its arguments, in the order in which they were declared.</summary>
    public IReadOnlyList<RpcParameter> Parameters { get; }

    /// <summary>The type of the result, or null when it has none.</summary>
    public Type? Result { get; }
}

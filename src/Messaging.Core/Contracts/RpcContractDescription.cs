using System.ComponentModel;

namespace Messaging.Contracts;

/// <summary>Describes a contract: where its servers are, and what its members take and return. For code that exposes them in another
/// way.</summary>
/// <remarks>Immutable; safe for any number of threads.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RpcContractDescription
{
    internal RpcContractDescription(
        Target target, JsonPayloadSerializer? serializer, string? idl, IReadOnlyList<RpcMemberDescription> members)
    {
        Target = target;
        Serializer = serializer;
        Idl = idl;
        Members = members;
    }

    /// <summary>Topic, exchange, namespace and version; no server.</summary>
    public Target Target { get; }

    /// <summary>The serializer of the values, or null for the transport's.</summary>
    public JsonPayloadSerializer? Serializer { get; }

    /// <summary>The contract as Thrift IDL when its fields are numbered (<see cref="RpcFieldAttribute"/>), or null.</summary>
    public string? Idl { get; }

    /// <summary>The members.</summary>
    public IReadOnlyList<RpcMemberDescription> Members { get; }
}

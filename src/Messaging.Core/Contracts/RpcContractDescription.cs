using System.ComponentModel;

namespace Messaging.Contracts;

/// <summary>What a contract says: where its servers are, and what its members take and give. For those who offer them by another way.</summary>
/// <remarks>Immutable; safe for any number of threads.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RpcContractDescription
{
    internal RpcContractDescription(Target target, JsonPayloadSerializer? serializer, string? idl, IReadOnlyList<RpcMemberDescription> members)
    {
        Target = target;
        Serializer = serializer;
        Idl = idl;
        Members = members;
    }

    /// <summary>Topic, exchange, namespace and version; no server.</summary>
    public Target Target { get; }

    /// <summary>What writes and reads the values, or null for the transport's serializer.</summary>
    public JsonPayloadSerializer? Serializer { get; }

    /// <summary>The contract in the language of .thrift files, when its fields are numbered (<see cref="RpcFieldAttribute"/>); or null.</summary>
    public string? Idl { get; }

    /// <summary>The members.</summary>
    public IReadOnlyList<RpcMemberDescription> Members { get; }
}

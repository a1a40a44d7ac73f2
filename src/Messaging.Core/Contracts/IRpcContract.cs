namespace Messaging.Contracts;

/// <summary>What a client needs to know of a contract, whatever its type.</summary>
internal interface IRpcContract
{
    string? Namespace { get; }

    /// <summary>What writes and reads the values; null for the transport's.</summary>
    JsonPayloadSerializer? Serializer { get; }

    /// <summary>The number of members.</summary>
    int Count { get; }

    /// <summary>A member by its place: its name, what it sends, and what its attributes say.</summary>
    (string Name, RpcMemberKind Kind, RpcMemberSettings Settings) Describe(int member);
}

namespace Messaging.Contracts;

/// <summary>What a client needs to know about a contract, independent of its type.</summary>
internal interface IRpcContract
{
    string? Namespace { get; }

    /// <summary>The serializer of the values; null for the transport's.</summary>
    JsonPayloadSerializer? Serializer { get; }

    /// <summary>The number of members.</summary>
    int Count { get; }

    /// <summary>A member by its index: its name, what it sends, and its attributes.</summary>
    (string Name, RpcMemberKind Kind, RpcMemberSettings Settings) Describe(int member);
}

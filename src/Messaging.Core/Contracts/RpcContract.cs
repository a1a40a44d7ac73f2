using System.ComponentModel;
using Messaging.Dispatching;

namespace Messaging.Contracts;

/// <summary>A contract as plain data: its target, its members, and how its clients are created. For generated code.</summary>
/// <typeparam name="T">The interface.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RpcContract<T> : IRpcContract
    where T : class
{
    private readonly string _version;
    private readonly Func<RpcBinding, T> _create;
    private readonly IReadOnlyList<RpcMember<T>> _members;

    /// <summary>Creates the description.</summary>
    /// <param name="topic">The topic of the servers.</param>
    /// <param name="version">The version of the interface.</param>
    /// <param name="create">Creates a client.</param>
    /// <param name="members">The members; generated clients refer to them by index.</param>
    public RpcContract(string topic, string version, Func<RpcBinding, T> create, IReadOnlyList<RpcMember<T>> members)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(members);
        Topic = topic;
        _version = version;
        _create = create;
        _members = members;
    }

    /// <summary>The topic of the servers.</summary>
    public string Topic { get; }

    /// <summary>The namespace of the methods, or null for none.</summary>
    /// <value>Null.</value>
    public string? Namespace { get; init; }

    /// <summary>The exchange of the topic, or null for that of the transport.</summary>
    /// <value>Null.</value>
    public string? Exchange { get; init; }

    /// <summary>The serializer of the values, or null for the transport's.</summary>
    /// <value>Null.</value>
    public JsonPayloadSerializer? Serializer { get; init; }

    /// <summary>The contract as Thrift IDL when its fields are numbered, or null.</summary>
    /// <value>Null.</value>
    public string? Idl { get; init; }

    /// <summary>The table that serves it.</summary>
    internal RpcEndpointTable<T> Table => new(typeof(T).Name, Namespace, _version, [], [], _members) { Serializer = Serializer };

    int IRpcContract.Count => _members.Count;

    (string Name, RpcMemberKind Kind, RpcMemberSettings Settings) IRpcContract.Describe(int member) =>
        (_members[member].Name, _members[member].Kind, _members[member].Settings);

    internal RpcContractDescription Describe() => new(
        new Target { Topic = Topic, Exchange = Exchange, Namespace = Namespace, Version = _version },
        Serializer,
        Idl,
        [.. _members.Select(member => member.Description)]);

    internal T CreateClient(RpcClient client) => CreateClient(new RpcBinding(client, this));

    internal T CreateClient(RpcBinding binding) => _create(binding);
}

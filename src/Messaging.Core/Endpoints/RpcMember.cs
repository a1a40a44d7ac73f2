using System.ComponentModel;
using Messaging.Dispatching;
using Messaging.Endpoints;

namespace Messaging.Contracts;

/// <summary>A member of a contract, as plain data: what its clients send, and what its servers run. For generated code.</summary>
/// <typeparam name="T">The contract.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RpcMember<T>
    where T : class
{
    private readonly Func<MethodHost<T>, JsonPayloadSerializer?, RpcMethod> _bind;

    internal RpcMember(
        string name, RpcMemberKind kind, RpcMemberSettings settings, IReadOnlyList<RpcParameter> parameters, Type? result,
        Func<MethodHost<T>, JsonPayloadSerializer?, RpcMethod> bind)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(settings);
        Name = name;
        Kind = kind;
        Settings = settings;
        Description = new RpcMemberDescription(name, kind, settings, parameters, result);
        _bind = bind;
    }

    internal string Name { get; }

    internal RpcMemberKind Kind { get; }

    internal RpcMemberSettings Settings { get; }

    internal RpcMemberDescription Description { get; }

    /// <summary>The method of a server whose object is created for each call.</summary>
    internal RpcMethod Bind(MethodHost<T> host, JsonPayloadSerializer? serializer) => _bind(host, serializer);
}

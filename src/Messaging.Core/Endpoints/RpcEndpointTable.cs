using System.ComponentModel;
using Messaging.Dispatching;
using Messaging.Endpoints;

namespace Messaging.Contracts;

/// <summary>An endpoint that is not a contract, as plain data: its methods, and the names under which they are served. For generated
/// code.</summary>
/// <typeparam name="T">The class.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RpcEndpointTable<T>
    where T : class
{
    private readonly string _name;
    private readonly string? _namespace;
    private readonly string _version;
    private readonly IReadOnlyList<string> _legacyNamespaces;
    private readonly IReadOnlyList<string> _leftOut;
    private readonly IReadOnlyList<RpcMember<T>> _methods;

    /// <summary>Creates the description.</summary>
    /// <param name="name">Its name in errors.</param>
    /// <param name="namespace">The namespace, or null for none.</param>
    /// <param name="version">The version.</param>
    /// <param name="legacyNamespaces">Former namespaces; an empty string stands for no namespace.</param>
    /// <param name="leftOut">The framework methods that were left out.</param>
    /// <param name="methods">The methods.</param>
    public RpcEndpointTable(
        string name, string? @namespace, string version, IReadOnlyList<string> legacyNamespaces, IReadOnlyList<string> leftOut,
        IReadOnlyList<RpcMember<T>> methods)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(legacyNamespaces);
        ArgumentNullException.ThrowIfNull(leftOut);
        ArgumentNullException.ThrowIfNull(methods);
        _name = name;
        _namespace = @namespace;
        _version = version;
        _legacyNamespaces = legacyNamespaces;
        _leftOut = leftOut;
        _methods = methods;
    }

    /// <summary>The serializer of arguments and results, instead of the transport's.</summary>
    internal JsonPayloadSerializer? Serializer { get; init; }

    internal RpcEndpoint CreateEndpoint(MethodHost<T> host) =>
        new(
            _name, [.. _methods.Select(method => method.Bind(host, Serializer))],
            _namespace, _version, _legacyNamespaces) { LeftOut = _leftOut };
}

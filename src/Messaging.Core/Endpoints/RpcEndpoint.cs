using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Messaging.Dispatching;
using Messaging.Endpoints;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging;

/// <summary>Methods that are served under one namespace and version.</summary>
/// <remarks>Immutable.</remarks>
public sealed class RpcEndpoint
{
    private readonly FrozenDictionary<string, RpcMethod> _methods;

    /// <summary>Creates an endpoint from methods.</summary>
    /// <param name="methods">The methods.</param>
    /// <param name="namespace">Their namespace, or null for none.</param>
    /// <param name="version">The version of the interface, <c>major.minor</c>.</param>
    /// <param name="legacyNamespaces">Former namespaces that are also served; an empty string stands for no namespace.</param>
    /// <exception cref="InvalidEndpointException">Two methods have the same name, or the version is not valid.</exception>
    public RpcEndpoint(
        IEnumerable<RpcMethod> methods, string? @namespace = null, string version = "1.0", IReadOnlyList<string>? legacyNamespaces = null)
        : this("endpoint", methods, @namespace, version, legacyNamespaces)
    {
    }

    internal RpcEndpoint(
        string name, IEnumerable<RpcMethod> methods, string? @namespace, string version, IReadOnlyList<string>? legacyNamespaces)
    {
        ArgumentNullException.ThrowIfNull(methods);
        var table = new Dictionary<string, RpcMethod>(StringComparer.Ordinal);
        foreach (var method in methods)
        {
            if (!table.TryAdd(method.Name, method))
            {
                throw new InvalidEndpointException(
                    name, method.Name,
                    $"{name} has two methods named '{method.Name}' on the wire. Rename one, with [RpcMethod(\"name\")].");
            }
        }

        if (!RpcVersion.TryParse(version, out var parsed))
        {
            throw new InvalidEndpointException(
                name, null, $"The version '{version}' of {name} is not a version. Write major.minor, such as 1.4.");
        }

        Name = name;
        _methods = table.ToFrozenDictionary(StringComparer.Ordinal);
        Namespace = @namespace;
        Version = version;
        ParsedVersion = parsed;
        LegacyNamespaces = legacyNamespaces ?? [];
    }

    /// <summary>The namespace, or null for none.</summary>
    public string? Namespace { get; }

    /// <summary>The version of the interface.</summary>
    public string Version { get; }

    /// <summary>Former namespaces that are also served; an empty string stands for no namespace.</summary>
    public IReadOnlyList<string> LegacyNamespaces { get; }

    /// <summary>The methods.</summary>
    public IReadOnlyList<RpcMethod> Methods => _methods.Values;

    /// <summary>Its name in errors.</summary>
    internal string Name { get; }

    internal RpcVersion ParsedVersion { get; }

    /// <summary>The framework methods that were left out.</summary>
    internal IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>Creates an endpoint from an object: its public methods are the procedures.</summary>
    /// <param name="instance">The object. Its class may carry an <see cref="RpcEndpointAttribute"/>.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="InvalidEndpointException">A method cannot be served: two have the same name, a parameter is by reference, and the
    /// like. The message names it.</exception>
    [RequiresUnreferencedCode("Finds the methods by reflection. Mark the class with [RpcEndpoint] and use For instead.")]
    [RequiresDynamicCode("Compiles a delegate for each method. Mark the class with [RpcEndpoint] and use For instead.")]
    public static RpcEndpoint FromObject(object instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return Of(EndpointScanner.Scan(instance));
    }

    /// <summary>Creates an endpoint with an object per call, resolved from a service scope that ends with the call, or with the reply that
    /// it detached. The public methods of <typeparamref name="T"/> are the procedures, as <see cref="FromObject"/> finds them.</summary>
    /// <typeparam name="T">The class. It may carry an <see cref="RpcEndpointAttribute"/>.</typeparam>
    /// <param name="scopes">Creates the scopes.</param>
    /// <param name="create">Creates the object from the scope's services. Called concurrently. If it fails, the call fails.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="InvalidEndpointException">A method cannot be served: two have the same name, a parameter is by reference, and the
    /// like. The message names it.</exception>
    [RequiresUnreferencedCode("Finds the methods by reflection. Mark the class with [RpcEndpoint] and use ForScoped instead.")]
    [RequiresDynamicCode("Compiles a delegate for each method. Mark the class with [RpcEndpoint] and use ForScoped instead.")]
    public static RpcEndpoint FromScoped<T>(IServiceScopeFactory scopes, Func<IServiceProvider, T> create)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(scopes);
        ArgumentNullException.ThrowIfNull(create);
        return Of(EndpointScanner.Scan(typeof(T), new ScopedHost<object>(scopes, create)));
    }

    /// <summary>Creates an endpoint from the table that the compiler generated: for an object that implements a contract, whose members are
    /// the procedures, under the contract's namespace and version; or for an object of a class that is marked with
    /// <see cref="RpcEndpointAttribute"/>, as <see cref="FromObject"/> would. There is no reflection.</summary>
    /// <typeparam name="T">The contract, marked with <see cref="RpcContractAttribute"/>, or the marked class.</typeparam>
    /// <param name="instance">The object. Its methods are called concurrently.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="InvalidOperationException">No table was generated for the contract or the class.</exception>
    /// <exception cref="InvalidEndpointException">The version is not valid, or a method cannot be served; the compiler has reported
    /// it.</exception>
    public static RpcEndpoint For<T>(T instance)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(instance);
        return EndpointTables.CreateEndpoint(MethodHost<T>.Of(instance));
    }

    /// <summary>Creates an endpoint from a contract, or from a class that is marked with <see cref="RpcEndpointAttribute"/>, with an object
    /// per call, resolved from a service scope of its own. The scope ends with the call: when the result is written, or the method has
    /// failed; for a <see cref="RpcContext.Detach">detached</see> call, when the reply is given.</summary>
    /// <typeparam name="T">The contract, marked with <see cref="RpcContractAttribute"/>, or the marked class.</typeparam>
    /// <param name="scopes">Creates a scope for each call.</param>
    /// <param name="create">Creates the object from the services of the scope. An exception that it throws is the failure of the
    /// call.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="InvalidOperationException">No table was generated for the contract or the class.</exception>
    /// <exception cref="InvalidEndpointException">The version is not valid, or a method cannot be served; the compiler has reported
    /// it.</exception>
    public static RpcEndpoint ForScoped<T>(IServiceScopeFactory scopes, Func<IServiceProvider, T> create)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(scopes);
        ArgumentNullException.ThrowIfNull(create);
        return EndpointTables.CreateEndpoint(new ScopedHost<T>(scopes, create));
    }

    internal bool Accepts(string? @namespace)
    {
        if (string.Equals(Namespace, @namespace, StringComparison.Ordinal))
        {
            return true;
        }

        foreach (var legacy in LegacyNamespaces)
        {
            if (string.Equals(legacy, @namespace ?? "", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    internal bool TryGetMethod(string name, [NotNullWhen(true)] out RpcMethod? method) => _methods.TryGetValue(name, out method);

    private static RpcEndpoint Of(ScannedEndpoint found) =>
        new(found.Name, found.Methods, found.Mark.Namespace, found.Mark.Version, found.Mark.LegacyNamespaces) { LeftOut = found.LeftOut };
}

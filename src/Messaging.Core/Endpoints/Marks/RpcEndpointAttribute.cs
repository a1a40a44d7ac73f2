namespace Messaging;

/// <summary>Makes a class an endpoint: sets the namespace and the version of its methods, and has the compiler generate the table with
/// which <see cref="RpcEndpoint.For{T}(T)"/> serves it without reflection.</summary>
/// <remarks>Without it, or when generated code cannot see the class, <see cref="RpcEndpoint.FromObject"/> finds the same methods by
/// reflection.</remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RpcEndpointAttribute : Attribute
{
    /// <summary>The namespace of the methods, or null for none.</summary>
    /// <value>Null.</value>
    public string? Namespace { get; set; }

    /// <summary>The version of the interface: it serves requests for the same major version and a minor version that is not
    /// newer.</summary>
    /// <value>1.0.</value>
    public string Version { get; set; } = "1.0";

    /// <summary>Former namespaces that are also served. An empty string stands for no namespace.</summary>
    /// <value>None.</value>
    public string[] LegacyNamespaces { get; set; } = [];

    /// <summary>Which methods are served.</summary>
    /// <value><see cref="RpcExposure.PublicMethods"/>.</value>
    public RpcExposure Exposure { get; set; }
}

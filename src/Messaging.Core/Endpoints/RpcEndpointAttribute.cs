namespace Messaging;

/// <summary>Says which namespace and version the methods of a class are served under.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RpcEndpointAttribute : Attribute
{
    /// <summary>The namespace of the methods, or null for none.</summary>
    /// <value>Null.</value>
    public string? Namespace { get; set; }

    /// <summary>The version of the interface: it serves requests for the same major version and a minor version that is not newer.</summary>
    /// <value>1.0.</value>
    public string Version { get; set; } = "1.0";

    /// <summary>Former namespaces that are served too. An empty text stands for no namespace.</summary>
    /// <value>None.</value>
    public string[] LegacyNamespaces { get; set; } = [];

    /// <summary>Which methods are served.</summary>
    /// <value><see cref="RpcExposure.PublicMethods"/>.</value>
    public RpcExposure Exposure { get; set; }
}

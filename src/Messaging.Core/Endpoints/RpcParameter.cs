using System.Text;

namespace Messaging;

/// <summary>An argument that a method takes.</summary>
public sealed class RpcParameter
{
    /// <summary>Creates the description.</summary>
    /// <param name="name">The name on the wire.</param>
    /// <param name="type">The type, for whoever asks what a server offers.</param>
    /// <param name="isOptional">Whether callers may leave it out.</param>
    public RpcParameter(string name, Type type, bool isOptional = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(type);
        Name = name;
        Type = type;
        IsOptional = isOptional;
        Utf8Name = Encoding.UTF8.GetBytes(name);
    }

    /// <summary>The name on the wire.</summary>
    public string Name { get; }

    /// <summary>The type.</summary>
    public Type Type { get; }

    /// <summary>Whether callers may leave it out.</summary>
    public bool IsOptional { get; }

    internal byte[] Utf8Name { get; }
}

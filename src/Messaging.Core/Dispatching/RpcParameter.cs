using System.Text;

namespace Messaging;

/// <summary>An argument that a method takes.</summary>
public sealed class RpcParameter
{
    /// <summary>Creates the description.</summary>
    /// <param name="name">The name on the wire.</param>
    /// <param name="type">The type, for descriptions of what a server offers.</param>
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

    private RpcParameter(string name)
        : this(name, typeof(IReadOnlyDictionary<string, RpcValue>), isOptional: true) => IsExtra = true;

    /// <summary>The name on the wire; for <see cref="Extra"/>, a name that only the method's body uses.</summary>
    public string Name { get; }

    /// <summary>The type.</summary>
    public Type Type { get; }

    /// <summary>Whether callers may leave it out.</summary>
    public bool IsOptional { get; }

    /// <summary>Whether it takes the arguments that match no other parameter.</summary>
    public bool IsExtra { get; }

    internal byte[] Utf8Name { get; }

    /// <summary>
    /// Describes the parameter that takes every argument that matches no other, as <c>**kwargs</c> does in Python: an
    /// <c>IReadOnlyDictionary&lt;string, RpcValue&gt;</c>, empty when there are none.
    /// </summary>
    /// <param name="name">The name that the method's body asks for it by. An argument of that name is one of the extra arguments.</param>
    /// <returns>The description. A method has at most one.</returns>
    public static RpcParameter Extra(string name) => new(name);
}

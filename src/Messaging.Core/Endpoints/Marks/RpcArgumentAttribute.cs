namespace Messaging;

/// <summary>Gives a parameter of a method its name on the wire, instead of its own name in snake_case.</summary>
/// <param name="name">The name, used as it is.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class RpcArgumentAttribute(string name) : Attribute
{
    /// <summary>The name on the wire.</summary>
    public string Name { get; } = name;
}

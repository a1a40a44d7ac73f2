namespace Messaging;

/// <summary>Says how a method of an endpoint is served: its name on the wire, when its messages are acknowledged, which exceptions are part of its interface.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RpcMethodAttribute : Attribute
{
    /// <summary>Marks a method without changing its name.</summary>
    public RpcMethodAttribute()
    {
    }

    /// <summary>Gives a method its name on the wire.</summary>
    /// <param name="name">The name, used as it is.</param>
    public RpcMethodAttribute(string name) => Name = name;

    /// <summary>The name on the wire.</summary>
    /// <value>Null: the method's name in snake_case without <c>Async</c>.</value>
    public string? Name { get; }

    /// <summary>When messages to the method are acknowledged.</summary>
    /// <value><see cref="AcknowledgeMode.Default"/>: as the server's options say.</value>
    public AcknowledgeMode Acknowledge { get; set; }

    /// <summary>Exceptions that callers expect of the method, with those derived from them: they are sent like every other, but not logged as errors.</summary>
    /// <value>None.</value>
    public Type[] ExpectedExceptions { get; set; } = [];
}

namespace Messaging;

/// <summary>
/// Says how a method of an endpoint is served: its name on the wire, when its messages are acknowledged, which exceptions are part of its
/// interface. Of a member of a contract (<see cref="RpcContractAttribute"/>) it also says how it is called. On the accessor of a property
/// or an event, a static method or one that is not public it is an error.
/// </summary>
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
    /// <value><see cref="AcknowledgeMode.Default"/>: the server's options decide.</value>
    public AcknowledgeMode Acknowledge { get; set; }

    /// <summary>Exceptions that callers expect from the method, including derived ones: they are sent like any other, but not logged as
    /// errors.</summary>
    /// <value>None.</value>
    public Type[] ExpectedExceptions { get; set; } = [];

    /// <summary>For a member of a contract, the version of the contract that introduced it. It is called with this version, so that an
    /// older server refuses the call, and a newer server is not asked for a later version than necessary.</summary>
    /// <value>Null: the first of the contract's major version, such as 1.0.</value>
    public string? Since { get; set; }

    /// <summary>For a member of a contract, the timeout of a call, in seconds. The shortest of several limits applies.</summary>
    /// <value>0: none.</value>
    public double TimeoutSeconds { get; set; }

    /// <summary>For a member of a contract, the longest silence of a server that runs a call, in seconds, at least 2. The shortest of
    /// several limits applies.</summary>
    /// <value>0: no keep-alives are requested.</value>
    public double MonitorSeconds { get; set; }

    /// <summary>For a member of a contract, whether it may run more than once, so that a call lost with the connection is sent again
    /// (<see cref="RpcClientOptions.Idempotent"/>).</summary>
    /// <value>False.</value>
    public bool Idempotent { get; set; }
}

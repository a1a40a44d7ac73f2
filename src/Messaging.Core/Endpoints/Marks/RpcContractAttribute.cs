namespace Messaging;

/// <summary>
/// Makes an interface a contract: its methods are procedures of a topic, and the compiler generates a client for it
/// (<see cref="RpcContractExtensions.GetClient{T}(Transport, RpcClientOptions?)"/>) and the table for a server
/// (<see cref="RpcEndpoint.For{T}(T)"/>).
/// </summary>
/// <remarks>
/// The methods return <see cref="Task"/>, <see cref="Task{TResult}"/>, <see cref="ValueTask"/> or <see cref="ValueTask{TResult}"/>. Their
/// names and those of their parameters are sent in snake_case, without <c>Async</c>. A parameter of the type <see cref="RpcContext"/> is
/// the context of the call, and a <see cref="CancellationToken"/> ends it; neither is an argument.
/// </remarks>
/// <param name="topic">The topic of the servers.</param>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class RpcContractAttribute(string topic) : Attribute
{
    /// <summary>The topic of the servers.</summary>
    public string Topic { get; } = topic;

    /// <summary>The version of the interface, <c>major.minor</c>. A server also serves every older minor version. A member is called with
    /// the lowest version that has it (<see cref="RpcMethodAttribute.Since"/>), so that a newer client can still call an older
    /// server.</summary>
    /// <value>1.0.</value>
    public string Version { get; set; } = "1.0";

    /// <summary>The namespace of the methods on the wire.</summary>
    /// <value>Null: none.</value>
    public string? Namespace { get; set; }

    /// <summary>The exchange of the topic.</summary>
    /// <value>Null: <see cref="TransportOptions.ControlExchange"/>.</value>
    public string? Exchange { get; set; }

    /// <summary>A source-generated <see cref="System.Text.Json.Serialization.JsonSerializerContext"/> with all types that are sent. With
    /// it, neither clients nor servers use reflection; values have the same form as without it.</summary>
    /// <value>Null: the transport's serializer.</value>
    public Type? Json { get; set; }

    /// <summary>The timeout of a call of any member, in seconds. The shortest of several limits applies (those of the contract, the member,
    /// the client, the call, and the call that is being served).</summary>
    /// <value>0: none.</value>
    public double TimeoutSeconds { get; set; }

    /// <summary>The longest silence of a server that runs a call of any member, in seconds, at least 2: see
    /// <see cref="RpcClientOptions.CallMonitorTimeout"/>. The shortest of several limits applies.</summary>
    /// <value>0: no keep-alives are requested.</value>
    public double MonitorSeconds { get; set; }
}

namespace Messaging.Hosting;

/// <summary>The settings of one client: section <c>Messaging:Clients:NAME</c>.</summary>
public sealed class MessagingClientOptions
{
    /// <summary>The topic that calls and casts go to.</summary>
    /// <value>Null: the client's name in <c>AddClient</c>.</value>
    public string? Topic { get; set; }

    /// <summary>The exchange of the topic.</summary>
    /// <value>Null: <see cref="MessagingOptions.ControlExchange"/>.</value>
    public string? Exchange { get; set; }

    /// <summary>The namespace of the methods.</summary>
    /// <value>Null: none.</value>
    public string? Namespace { get; set; }

    /// <summary>The required version of the interface, <c>major.minor</c>.</summary>
    /// <value>Null: 1.0.</value>
    public string? Version { get; set; }

    /// <summary>One server of the topic by its name.</summary>
    /// <value>Null: any of them.</value>
    public string? Server { get; set; }

    /// <summary>The timeout of a call.</summary>
    /// <value>Null: <see cref="MessagingOptions.CallTimeout"/>.</value>
    public TimeSpan? Timeout { get; set; }

    /// <summary>The newest version that may be sent, <c>major.minor</c>.</summary>
    /// <value>Null: no limit.</value>
    public string? VersionCap { get; set; }

    /// <summary>The longest silence of a server that runs a call, at least 2 seconds; after it the call fails before its timeout.</summary>
    /// <value>Null: no keep-alives are requested.</value>
    public TimeSpan? CallMonitorTimeout { get; set; }

    /// <summary>Whether the methods may run more than once, so that a call lost with the connection is sent again.</summary>
    /// <value>False.</value>
    public bool Idempotent { get; set; }

    internal Target ToTarget(string name) =>
        new() { Topic = Topic ?? name, Exchange = Exchange, Namespace = Namespace, Version = Version, Server = Server };

    internal RpcClientOptions ToRpcOptions() =>
        new() { Timeout = Timeout, VersionCap = VersionCap, CallMonitorTimeout = CallMonitorTimeout, Idempotent = Idempotent };
}

using Messaging.Hosting.Configuring;

namespace Messaging.Hosting;

/// <summary>The settings of one server: section <c>Messaging:Servers:NAME</c>.</summary>
public sealed class MessagingServerOptions
{
    /// <summary>The topic that is served.</summary>
    /// <value>Null: the server's name in <c>AddServer</c>.</value>
    public string? Topic { get; set; }

    /// <summary>The topics that are served, separated by commas, instead of <see cref="Topic"/>: one server for all of them, with the same
    /// endpoints.</summary>
    /// <value>Null: <see cref="Topic"/>.</value>
    public string? Topics { get; set; }

    /// <summary>The name of this server among those of the topic. Two processes that run at the same time must not share it.</summary>
    /// <value>Null: the name of the machine.</value>
    public string? Server { get; set; }

    /// <summary>The exchange of the topic.</summary>
    /// <value>Null: <see cref="MessagingOptions.ControlExchange"/>.</value>
    public string? Exchange { get; set; }

    /// <summary>How many methods run at a time, from 1 to 60,000; with 1 they run in the order of arrival. Must not be combined with a
    /// dispatch policy in code.</summary>
    /// <value>Null: <see cref="MessagingOptions.ServerConcurrency"/>, or the value of the dispatch policy.</value>
    public int? Concurrency { get; set; }

    /// <summary>The most messages that the broker delivers before one of them is settled, from 1 to 65,535.</summary>
    /// <value>Null: as many as methods may run at a time.</value>
    public int? Prefetch { get; set; }

    /// <summary>How many calls may wait when as many methods run as may, from 0 to 5,000; a further call is refused at once.</summary>
    /// <value>Null: no limit.</value>
    public int? MaxWaitingCalls { get; set; }

    /// <summary>How long a stop waits for running methods before it cancels them. The host's own shutdown timeout also ends the
    /// wait.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>When calls are acknowledged, unless their method says otherwise.</summary>
    /// <value><see cref="AcknowledgeMode.WhenTaken"/>.</value>
    public AcknowledgeMode AcknowledgeCalls { get; set; } = AcknowledgeMode.WhenTaken;

    /// <summary>When casts are acknowledged, unless their method says otherwise.</summary>
    /// <value><see cref="AcknowledgeMode.WhenDone"/>.</value>
    public AcknowledgeMode AcknowledgeCasts { get; set; } = AcknowledgeMode.WhenDone;

    /// <summary>Whether a cast whose method failed returns to its queue to be retried.</summary>
    /// <value>False.</value>
    public bool RedeliverFailedCasts { get; set; }

    /// <summary>How many times a message may be delivered before it is rejected; at least one.</summary>
    /// <value>5.</value>
    public int MaxDeliveries { get; set; } = 5;

    /// <summary>Whether failures include the server's stack trace for the caller.</summary>
    /// <value>False.</value>
    public bool SendTraces { get; set; }

    /// <summary>Whether callers get the message of an exception only if its method declares it; for any other they get its type, and an id
    /// that is also in the log.</summary>
    /// <value>False.</value>
    public bool HideUndeclaredFailures { get; set; }

    /// <summary>Whether the server answers oslo.messaging's ping, <c>oslo_rpc_server_ping</c>.</summary>
    /// <value>Null: <see cref="MessagingOptions.PingServers"/>.</value>
    public bool? Ping { get; set; }

    internal Target[] ToTargets(string name, string? exchange = null) => Array.ConvertAll(
        Topics is null ? [Topic ?? name] : CommaList.Split(Topics),
        topic => new Target { Topic = topic, Server = Server ?? Environment.MachineName, Exchange = Exchange ?? exchange });

    internal RpcServerOptions ToRpcOptions(DispatchPolicy? dispatch)
    {
        var options = new RpcServerOptions
        {
            Prefetch = Prefetch,
            MaxWaitingCalls = MaxWaitingCalls,
            DrainTimeout = DrainTimeout,
            AcknowledgeCalls = AcknowledgeCalls,
            AcknowledgeCasts = AcknowledgeCasts,
            RedeliverFailedCasts = RedeliverFailedCasts,
            MaxDeliveries = MaxDeliveries,
            SendTraces = SendTraces,
            HideUndeclaredFailures = HideUndeclaredFailures,
            Ping = Ping,
        };
        if (dispatch is not null)
        {
            options.Dispatch = dispatch;
        }
        else if (Concurrency is { } concurrency)
        {
            options.Dispatch = DispatchPolicy.Concurrent(concurrency);
        }

        return options;
    }
}

namespace Messaging.Drivers.Rabbit;

/// <summary>How lost connections, silent consumers and missing callers are dealt with: <see cref="RabbitOptions.Recovery"/>.</summary>
/// <remarks>Read when the transport is made; later changes have no effect.</remarks>
public sealed class RabbitRecoveryOptions
{
    /// <summary>How long one host is given to let us in: name, TCP, TLS and login together.</summary>
    /// <value>5 seconds.</value>
    public TimeSpan HostTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The first wait after a connection was lost or refused; it doubles with every failure, and a random part of it is left out. In the
    /// URL: <c>rabbit_retry_interval</c>, in seconds.
    /// </summary>
    /// <value>200 ms.</value>
    public TimeSpan ReconnectDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait between two attempts to connect. In the URL: <c>rabbit_interval_max</c>, in seconds.</summary>
    /// <value>3 seconds.</value>
    public TimeSpan MaxReconnectDelay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Which of several hosts is tried next. In the URL: <c>kombu_failover_strategy</c>, <c>round-robin</c> or <c>shuffle</c>.</summary>
    /// <value><see cref="RabbitFailover.RoundRobin"/>.</value>
    public RabbitFailover FailoverStrategy { get; set; }

    /// <summary>How long nothing may come to a consumer, although calls wait or a server has room, before it is looked whether it still gets
    /// anything. One that is dead is set up anew, with its connection if need be.</summary>
    /// <value>10 seconds. Zero: it is never looked.</value>
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The broker's <c>consumer_timeout</c>, after which it closes a channel whose messages are not acknowledged. At two thirds of it, work
    /// that still runs is acknowledged although it is not done, and messages that still wait go back to their queue; the log says so.
    /// </summary>
    /// <value>30 minutes, as at the broker. Zero: the broker has none.</value>
    public TimeSpan ConsumerTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// How long replies whose caller's queue is not there are kept and tried again: a caller that connects anew may be about to make it.
    /// Never beyond the call's own time. In the URL: <c>kombu_missing_consumer_retry_timeout</c>, in seconds.
    /// </summary>
    /// <value>60 seconds, as in oslo.messaging. Zero: such a reply is dropped.</value>
    public TimeSpan MissingCallerTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Whether the broker is asked to cancel consumers when a mirrored queue fails over, so that they are set up anew. In the URL:
    /// <c>enable_cancel_on_failover</c>.
    /// </summary>
    /// <value>False, as in oslo.messaging.</value>
    public bool CancelOnFailover { get; set; }

    /// <summary>How long closing a connection may take before it is cut.</summary>
    /// <value>2 seconds.</value>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(2);
}

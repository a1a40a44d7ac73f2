namespace Messaging.Drivers.Rabbit;

/// <summary>
/// How the driver recovers from lost connections, silent consumers and missing callers: <see cref="RabbitOptions.Recovery"/>.
/// </summary>
/// <remarks>Read when the transport is created; later changes have no effect.</remarks>
public sealed class RabbitRecoveryOptions
{
    /// <summary>How long connecting to one host may take: name resolution, TCP, TLS and login together.</summary>
    /// <value>5 seconds.</value>
    public TimeSpan HostTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The first wait after a connection was lost or refused. It doubles with every failure and is shortened by random jitter. In the URL:
    /// <c>rabbit_retry_interval</c>, in seconds.
    /// </summary>
    /// <value>200 ms.</value>
    public TimeSpan ReconnectDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait between two attempts to connect. In the URL: <c>rabbit_interval_max</c>, in seconds.</summary>
    /// <value>3 seconds.</value>
    public TimeSpan MaxReconnectDelay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Which of several hosts is tried next. In the URL: <c>kombu_failover_strategy</c>, <c>round-robin</c> or <c>shuffle</c>.
    /// </summary>
    /// <value><see cref="RabbitFailover.RoundRobin"/>.</value>
    public RabbitFailover FailoverStrategy { get; set; }

    /// <summary>
    /// How long a consumer may receive nothing, although calls wait or a server has room, before the driver checks whether the consumer is
    /// alive. A dead one is set up again, with a new connection if necessary.
    /// </summary>
    /// <value>10 seconds. Zero: the driver never checks.</value>
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The broker's <c>consumer_timeout</c>, after which it closes a channel with unacknowledged messages. At two thirds of it, messages
    /// still being processed are acknowledged before they are done, and messages still waiting go back to their queue; the log says so.
    /// </summary>
    /// <value>30 minutes, the broker's default. Zero: the broker has no such timeout.</value>
    public TimeSpan ConsumerTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// How long replies to a caller whose reply queue does not exist are kept and retried: a reconnecting caller may be about to create it.
    /// Never longer than the call's own timeout. In the URL: <c>kombu_missing_consumer_retry_timeout</c>, in seconds.
    /// </summary>
    /// <value>60 seconds, as in oslo.messaging. Zero: such a reply is dropped.</value>
    public TimeSpan MissingCallerTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Whether the broker is asked to cancel consumers when a mirrored queue fails over, so that they are set up again. In the URL:
    /// <c>enable_cancel_on_failover</c>.
    /// </summary>
    /// <value>False, as in oslo.messaging.</value>
    public bool CancelOnFailover { get; set; }

    /// <summary>How long closing a connection may take before it is aborted.</summary>
    /// <value>2 seconds.</value>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(2);
}

namespace Messaging.Drivers.Rabbit;

/// <summary>
/// What a user may set on the RabbitMQ driver, in <see cref="TransportOptions.DriverOptions"/>. Options in the URL win over these.
/// </summary>
/// <remarks>Read when the transport is made; later changes have no effect.</remarks>
public sealed class RabbitOptions
{
    /// <summary>The name of the connections as the broker's management pages show it.</summary>
    /// <value>Null: the name of the program, the process id and what the connection is for.</value>
    public string? ConnectionName { get; set; }

    /// <summary>
    /// The most channels that are opened to publish. A publish that finds them all busy waits its turn within its own time.
    /// </summary>
    /// <value>16.</value>
    public int PublishChannels { get; set; } = 16;

    /// <summary>
    /// Whether the exchange of topics and the queues that servers take work from survive a restart of the broker. In the URL:
    /// <c>amqp_durable_queues</c>.
    /// </summary>
    /// <value>False, as in oslo.messaging. Every service that shares a queue must agree.</value>
    public bool DurableQueues { get; set; }

    /// <summary>
    /// Whether the exchange of topics and the queues that servers take work from go away with their last user. In the URL:
    /// <c>amqp_auto_delete</c>.
    /// </summary>
    /// <value>False, as in oslo.messaging. Every service that shares a queue must agree.</value>
    public bool AutoDelete { get; set; }

    /// <summary>
    /// Whether servers take work from replicated quorum queues, which are durable. In the URL: <c>rabbit_quorum_queue</c>.
    /// </summary>
    /// <value>False, as in oslo.messaging. Every service that shares a queue must agree.</value>
    public bool QuorumQueues { get; set; }

    /// <summary>
    /// How often a quorum queue delivers a message again before it gives it up. In the URL: <c>rabbit_quorum_delivery_limit</c>.
    /// </summary>
    /// <value>0: the broker's own limit.</value>
    public int QuorumDeliveryLimit { get; set; }

    /// <summary>
    /// How long the broker keeps a queue of replies or of fanouts that nobody uses. In the URL: <c>rabbit_transient_queues_ttl</c>, in
    /// seconds.
    /// </summary>
    /// <value>30 minutes, as in oslo.messaging. Whole seconds, at least one.</value>
    public TimeSpan TransientQueueTtl { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// The heartbeat of a connection: a peer that is silent for about twice as long is taken for dead. In the URL:
    /// <c>heartbeat_timeout_threshold</c>.
    /// </summary>
    /// <value>60 seconds. Zero turns it off; otherwise whole seconds.</value>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one host is given to let us in: name, TCP, TLS and login together.</summary>
    /// <value>5 seconds.</value>
    public TimeSpan HostTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The first wait after a connection was lost or refused; it doubles with every failure, and a random part of it is left out.
    /// </summary>
    /// <value>200 ms.</value>
    public TimeSpan ReconnectDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait between two attempts to connect.</summary>
    /// <value>3 seconds.</value>
    public TimeSpan MaxReconnectDelay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long closing a connection may take before it is cut.</summary>
    /// <value>2 seconds.</value>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether calls, replies and casts to one server ask the broker to say when nobody would get them. In the URL:
    /// <c>direct_mandatory_flag</c>.
    /// </summary>
    /// <value>True. Without it a call that nobody serves ends with its timeout.</value>
    public bool Mandatory { get; set; } = true;

    /// <summary>Whether to connect with TLS. In the URL: the schemes <c>rabbit+tls</c> and <c>amqps</c>, or <c>ssl=true</c>.</summary>
    /// <value>False.</value>
    public bool Tls { get; set; }

    /// <summary>
    /// A PEM file with the certificates of the authorities that may sign the broker's certificate. In the URL: <c>ssl_ca_file</c>.
    /// </summary>
    /// <value>Null: the authorities that the machine trusts.</value>
    public string? TlsCaFile { get; set; }

    /// <summary>The name that the broker's certificate must have.</summary>
    /// <value>Null: the host's name in the URL.</value>
    public string? TlsServerName { get; set; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(PublishChannels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PublishChannels, 2047);
        ArgumentOutOfRangeException.ThrowIfNegative(QuorumDeliveryLimit);
        ArgumentOutOfRangeException.ThrowIfLessThan(TransientQueueTtl, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(TransientQueueTtl, TimeSpan.FromDays(24));
        ArgumentOutOfRangeException.ThrowIfLessThan(Heartbeat, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Heartbeat, TimeSpan.FromSeconds(ushort.MaxValue));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HostTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ReconnectDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxReconnectDelay, ReconnectDelay);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(CloseTimeout, TimeSpan.Zero);
    }
}

namespace Messaging.Drivers.Amqp1;

/// <summary>
/// The options of the AMQP 1.0 driver. Set them in <see cref="TransportOptions.DriverOptions"/>. Options in the URL take precedence.
/// </summary>
/// <remarks>Read when the transport is created; later changes have no effect.</remarks>
public sealed class Amqp1Options
{
    /// <summary>
    /// The addresses and messages that are used. In the URL: <c>dialect</c>, one of <c>automatic</c>, <c>rabbit</c>, <c>oslo</c> and
    /// <c>generic</c>.
    /// </summary>
    /// <value><see cref="Amqp1Dialect.Automatic"/>: RabbitMQ's own dialect on RabbitMQ, otherwise that of oslo.messaging's driver.</value>
    public Amqp1Dialect Dialect { get; set; }

    /// <summary>The addresses of the dialect <see cref="Amqp1Dialect.Generic"/>; the other dialects have their own.</summary>
    /// <value>Topics and notifications at the address that is their name; nothing else.</value>
    public Amqp1Addresses Addresses { get; } = new();

    /// <summary>
    /// Whether the queue of replies (<see cref="Amqp1Addresses.Replies"/>) has sessions, as in Azure Service Bus. Then any number of
    /// processes share it, and each receives the replies of its own session. In the URL: <c>reply_sessions</c>.
    /// </summary>
    /// <value>False: each transport that calls has a reply queue of its own.</value>
    public bool ReplySessions { get; set; }

    /// <summary>
    /// How long the broker leaves a message to a server before it gives it to another: the lock duration of Azure Service Bus. After two
    /// thirds of it, a server acknowledges messages being processed and gives back those still waiting. In the URL: <c>lock_duration</c>,
    /// in seconds.
    /// </summary>
    /// <value>Zero: no limit.</value>
    public TimeSpan LockDuration { get; set; }

    /// <summary>
    /// How addresses are formed in the dialect of oslo.messaging's driver. In the URL: <c>addressing_mode</c>, one of <c>dynamic</c>,
    /// <c>legacy</c> and <c>routable</c>.
    /// </summary>
    /// <value><see cref="Amqp1Addressing.Dynamic"/>.</value>
    public Amqp1Addressing Addressing { get; set; }

    /// <summary>
    /// How the driver authenticates. In the URL: <c>sasl_mechanism</c>, one of <c>plain</c>, <c>anonymous</c> and <c>external</c>.
    /// </summary>
    /// <value><see cref="Amqp1Mechanism.Plain"/>. The other mechanisms allow no user in the URL.</value>
    public Amqp1Mechanism Mechanism { get; set; }

    /// <summary>
    /// Whether replies are sent only to reply addresses, so that no caller can make a server write into the queue of another service. On
    /// RabbitMQ these are queues named <c>reply_...</c> and volatile queues; in the dialect of oslo.messaging's driver, every address that
    /// is not that of a target or of notifications; in the generic dialect, the addresses that <see cref="Amqp1Addresses.Replies"/> can
    /// produce on any machine. In the URL: <c>only_reply_queues</c>.
    /// </summary>
    /// <value>False: replies go to any address that a call names, as in oslo.messaging.</value>
    public bool OnlyReplyQueues { get; set; }

    /// <summary>
    /// Whether exchanges and the queues of topics and servers are declared durable. Existing ones are used as they are. Python services
    /// must be configured alike (<c>amqp_durable_queues</c>): they refuse queues that were declared differently. In the URL:
    /// <c>durable_queues</c>.
    /// </summary>
    /// <value>False, as in oslo.messaging. A broker that denies queues that are neither durable nor exclusive needs true.</value>
    public bool DurableQueues { get; set; }

    /// <summary>
    /// How long the broker keeps a fanout or cancellation queue that nobody uses, such as that of a server that was killed. Only on
    /// RabbitMQ. In the URL: <c>transient_queues_ttl</c>, in seconds.
    /// </summary>
    /// <value>30 minutes, as in oslo.messaging. Zero: for ever, unless a policy of the broker says otherwise.</value>
    public TimeSpan TransientQueueTtl { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// How long the broker may be silent before the connection is considered lost; the broker is asked to send keep-alives more often than
    /// that. In the URL: <c>heartbeat</c>, in seconds.
    /// </summary>
    /// <value>60 seconds. Zero turns it off; less than 2 seconds counts as 2.</value>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long connecting to one host may take, login included. In the URL: <c>connect_timeout</c>, in seconds.</summary>
    /// <value>10 seconds.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The first wait after no host could be reached. It doubles with every round and is shortened by random jitter. In the URL:
    /// <c>reconnect_delay</c>, in seconds.
    /// </summary>
    /// <value>100 ms.</value>
    public TimeSpan ReconnectDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait between two rounds. In the URL: <c>max_reconnect_delay</c>, in seconds.</summary>
    /// <value>5 seconds.</value>
    public TimeSpan MaxReconnectDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A PEM file with the certificates of the trusted authorities, for <c>amqp1s</c>. In the URL: <c>ssl_ca_file</c>.
    /// </summary>
    /// <value>Null: the authorities that the machine trusts.</value>
    public string? CaFile { get; set; }

    /// <summary>
    /// A PEM file with the client certificate, for brokers that ask for one, for <c>amqp1s</c>. In the URL: <c>ssl_cert_file</c>.
    /// </summary>
    /// <value>Null: no client certificate.</value>
    public string? CertificateFile { get; set; }

    /// <summary>A PEM file with the unencrypted key of <see cref="CertificateFile"/>. In the URL: <c>ssl_key_file</c>.</summary>
    /// <value>Null: the key is in the certificate's file.</value>
    public string? KeyFile { get; set; }

    internal void Validate()
    {
        Known(Dialect, nameof(Dialect));
        Known(Addressing, nameof(Addressing));
        Known(Mechanism, nameof(Mechanism));
        NotNegative(TransientQueueTtl, nameof(TransientQueueTtl));
        NotNegative(Heartbeat, nameof(Heartbeat));
        NotNegative(LockDuration, nameof(LockDuration));
        Positive(ConnectTimeout, nameof(ConnectTimeout));
        Positive(ReconnectDelay, nameof(ReconnectDelay));
        Positive(MaxReconnectDelay, nameof(MaxReconnectDelay));
    }

    private static void Known<T>(T value, string name)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw new ArgumentException(
                $"{nameof(Amqp1Options)}.{name} is {value}. Make it one of {string.Join(", ", Enum.GetNames<T>())}.", name);
        }
    }

    private static void Positive(TimeSpan value, string name)
    {
        if (value <= TimeSpan.Zero)
        {
            throw new ArgumentException($"{nameof(Amqp1Options)}.{name} is {value}. Make it more than zero.", name);
        }
    }

    private static void NotNegative(TimeSpan value, string name)
    {
        if (value < TimeSpan.Zero)
        {
            throw new ArgumentException($"{nameof(Amqp1Options)}.{name} is {value}. Make it zero or more.", name);
        }
    }
}

namespace Messaging.Drivers.Amqp1;

/// <summary>
/// What a user may set on the AMQP 1.0 driver, in <see cref="TransportOptions.DriverOptions"/>. Options in the URL win over these.
/// </summary>
/// <remarks>Read when the transport is made; later changes have no effect.</remarks>
public sealed class Amqp1Options
{
    /// <summary>Whose addresses and messages are used. In the URL: <c>dialect</c>, one of <c>automatic</c>, <c>rabbit</c>, <c>oslo</c> and <c>generic</c>.</summary>
    /// <value><see cref="Amqp1Dialect.Automatic"/>: RabbitMQ is asked in its own, whatever else in that of oslo.messaging's driver.</value>
    public Amqp1Dialect Dialect { get; set; }

    /// <summary>The addresses of the dialect <see cref="Amqp1Dialect.Generic"/>; others have their own.</summary>
    /// <value>Topics and notifications each at the address that is their name; nothing else.</value>
    public Amqp1Addresses Addresses { get; } = new();

    /// <summary>
    /// Whether the queue of replies (<see cref="Amqp1Addresses.Replies"/>) has sessions, as Azure Service Bus calls them: then any number of
    /// processes share it, and each takes its own session's replies. In the URL: <c>reply_sessions</c>.
    /// </summary>
    /// <value>False: each transport that calls has a queue of replies that no other has.</value>
    public bool ReplySessions { get; set; }

    /// <summary>
    /// How long the broker lets a server have a message before it gives it to another: the lock duration of Azure Service Bus. A server
    /// acknowledges what runs, and gives back what waits, after two thirds of it. In the URL: <c>lock_duration</c>, in seconds.
    /// </summary>
    /// <value>Zero: as long as it takes.</value>
    public TimeSpan LockDuration { get; set; }

    /// <summary>
    /// How addresses are formed in the dialect of oslo.messaging's driver. In the URL: <c>addressing_mode</c>, one of <c>dynamic</c>,
    /// <c>legacy</c> and <c>routable</c>.
    /// </summary>
    /// <value><see cref="Amqp1Addressing.Dynamic"/>.</value>
    public Amqp1Addressing Addressing { get; set; }

    /// <summary>How we say who we are. In the URL: <c>sasl_mechanism</c>, one of <c>plain</c>, <c>anonymous</c> and <c>external</c>.</summary>
    /// <value><see cref="Amqp1Mechanism.Plain"/>. Others take no user in the URL.</value>
    public Amqp1Mechanism Mechanism { get; set; }

    /// <summary>
    /// Whether replies go only to addresses of replies, so that no caller can have a server write into the queue of another service. On RabbitMQ
    /// those are queues named <c>reply_...</c> and volatile ones; in the dialect of oslo.messaging's driver, whatever is no address of a target
    /// or of notifications; in the generic one, what <see cref="Amqp1Addresses.Replies"/> can be on any machine. In the URL:
    /// <c>only_reply_queues</c>.
    /// </summary>
    /// <value>False: to whatever address a call names, as in oslo.messaging.</value>
    public bool OnlyReplyQueues { get; set; }

    /// <summary>
    /// Whether exchanges and the queues of topics and servers are declared durable. One that is there already is used as it is. Python services
    /// must be configured alike (<c>amqp_durable_queues</c>): they refuse what was declared otherwise. In the URL: <c>durable_queues</c>.
    /// </summary>
    /// <value>False, as in oslo.messaging. A broker that denies queues that are neither durable nor exclusive needs true.</value>
    public bool DurableQueues { get; set; }

    /// <summary>
    /// How long the broker keeps a queue of fanouts or of cancellations that nobody uses, such as that of a server that was killed. Only on
    /// RabbitMQ. In the URL: <c>transient_queues_ttl</c>, in seconds.
    /// </summary>
    /// <value>30 minutes, as in oslo.messaging. Zero: for ever, unless a policy of the broker says otherwise.</value>
    public TimeSpan TransientQueueTtl { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// How long the broker may be silent before the connection is taken for lost; it is asked to give a sign of life more often. In the URL:
    /// <c>heartbeat</c>, in seconds.
    /// </summary>
    /// <value>60 seconds. Zero turns it off; less than 2 seconds are 2.</value>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one host is given to connect and to let us in. In the URL: <c>connect_timeout</c>, in seconds.</summary>
    /// <value>10 seconds.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The first wait after no host could be reached; it doubles with every round, and a random part of it is left out. In the URL:
    /// <c>reconnect_delay</c>, in seconds.
    /// </summary>
    /// <value>100 ms.</value>
    public TimeSpan ReconnectDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait between two rounds. In the URL: <c>max_reconnect_delay</c>, in seconds.</summary>
    /// <value>5 seconds.</value>
    public TimeSpan MaxReconnectDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The file with the certificates (PEM) of the authorities that are trusted, for <c>amqp1s</c>. In the URL: <c>ssl_ca_file</c>.
    /// </summary>
    /// <value>Null: those of the machine.</value>
    public string? CaFile { get; set; }

    /// <summary>A PEM file with our certificate, for brokers that ask for one, for <c>amqp1s</c>. In the URL: <c>ssl_cert_file</c>.</summary>
    /// <value>Null: none.</value>
    public string? CertificateFile { get; set; }

    /// <summary>A PEM file with the key of <see cref="CertificateFile"/>, not encrypted. In the URL: <c>ssl_key_file</c>.</summary>
    /// <value>Null: it is in the file of the certificate.</value>
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
            throw new ArgumentException($"{nameof(Amqp1Options)}.{name} is {value}. Make it one of {string.Join(", ", Enum.GetNames<T>())}.", name);
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

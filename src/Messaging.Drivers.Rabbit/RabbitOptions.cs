namespace Messaging.Drivers.Rabbit;

/// <summary>
/// The options of the RabbitMQ driver. Set them in <see cref="TransportOptions.DriverOptions"/>; with a host, set them in <c>AddRabbit</c>
/// and in the configuration section <c>Messaging:Rabbit</c>. Options in the URL take precedence.
/// </summary>
/// <remarks>
/// The options that most applications need are here. The rest are in groups, which are never null:
/// <c>new RabbitOptions { Tls = { CaFile = "ca.pem" } }</c>. Read when the transport is created; later changes have no effect.
/// </remarks>
public sealed class RabbitOptions
{
    /// <summary>The name of the connections, as the broker's management pages show it.</summary>
    /// <value>Null: the name of the program, the process id and the purpose of the connection.</value>
    public string? ConnectionName { get; set; }

    /// <summary>How the driver authenticates to the broker. In the URL: <c>rabbit_login_method</c>.</summary>
    /// <value><see cref="RabbitLogin.Password"/>.</value>
    public RabbitLogin Login { get; set; }

    /// <summary>
    /// Called for credentials before each attempt to connect, so that the next attempt uses a changed password, and again before the
    /// credentials expire (<see cref="RabbitCredentials.ValidFor"/>). The result replaces the user and the password of the URL.
    /// </summary>
    /// <remarks>
    /// Two connections may call it at the same time. It has <see cref="RabbitRecoveryOptions.HostTimeout"/> to answer; then its token is
    /// cancelled. When it throws, takes longer, or returns null, that attempt to connect fails, and the next attempt calls it again.
    /// </remarks>
    /// <value>Null: the user and the password of the URL.</value>
    public Func<CancellationToken, ValueTask<RabbitCredentials>>? Credentials { get; set; }

    /// <summary>
    /// Whether requests carry the user of the URL in the property <c>user_id</c>. The broker checks that it is the user of the connection,
    /// so servers know who calls (<see cref="CallerIdentity.RabbitUser"/>). Every host of the URL needs the same user, and the login must
    /// be by password.
    /// </summary>
    /// <value>False, as in oslo.messaging: servers do not know who calls.</value>
    public bool SendUserId { get; set; }

    /// <summary>
    /// The heartbeat of a connection: a peer that is silent for about twice as long is considered dead. In the URL:
    /// <c>heartbeat_timeout_threshold</c>.
    /// </summary>
    /// <value>60 seconds. Zero turns it off; otherwise whole seconds.</value>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The most channels to publish through, for each of two kinds: with confirms and without. When all are busy, a sender waits, within
    /// its own timeout.
    /// </summary>
    /// <value>16 of each kind.</value>
    public int PublishChannels { get; set; } = 16;

    /// <summary>
    /// Whether the broker confirms every call and every reply individually, as it does casts. Otherwise one confirm covers many of them,
    /// and a queue that fills up accepts calls for some 20 ms that nobody answers, until the driver notices. In the URL:
    /// <c>confirm_each</c>.
    /// </summary>
    /// <value>False. It is always on for replicated and mirrored queues, because their leader may change.</value>
    public bool ConfirmEach { get; set; }

    /// <summary>
    /// The most unsettled messages that the broker delivers to each consumer of a server. In the URL: <c>rabbit_qos_prefetch_count</c>.
    /// </summary>
    /// <value>0: the value of <see cref="RpcServerOptions.Prefetch"/>.</value>
    public int PrefetchCount { get; set; }

    /// <summary>
    /// Whether calls, replies and casts, except for fanouts, are sent as mandatory, so that the broker returns those that no queue takes.
    /// In the URL: <c>direct_mandatory_flag</c>.
    /// </summary>
    /// <value>True. When false, a call that nobody serves ends only with its timeout.</value>
    public bool Mandatory { get; set; } = true;

    /// <summary>
    /// Whether replies are sent only to queues whose names are those of reply queues, <c>reply_...</c> and
    /// <c>amq.rabbitmq.reply-to....</c>, so that no caller can make a server write into the queue of another service. In the URL:
    /// <c>only_reply_queues</c>.
    /// </summary>
    /// <value>False: replies go to any queue that a call names, as in oslo.messaging.</value>
    public bool OnlyReplyQueues { get; set; }

    /// <summary>
    /// Whether message bodies are compressed. Every service that receives them must be able to read them; .NET and Python services are. In
    /// the URL: <c>kombu_compression=gzip</c>.
    /// </summary>
    /// <value>False, as in oslo.messaging.</value>
    public bool Compress { get; set; }

    /// <summary>
    /// The largest ratio of the inflated to the compressed size of a request or notification. A message with a larger ratio is refused,
    /// unless it inflates to no more than 1 MiB. In the URL: <c>max_compression_ratio</c>.
    /// </summary>
    /// <value>200. JSON rarely exceeds 30; zlib cannot exceed 1032.</value>
    public int MaxCompressionRatio { get; set; } = 200;

    /// <summary>
    /// How many bytes of messages all servers and listeners of a transport may have in flight before a compressed message waits, still
    /// compressed, for room. Uncompressed messages count but do not wait; <see cref="PrefetchCount"/> limits them. In the URL:
    /// <c>memory_budget</c>.
    /// </summary>
    /// <value>
    /// 512 MiB, or a quarter of the memory available to the process if that is less; and never less than twice
    /// <see cref="TransportOptions.MaxMessageSize"/>.
    /// </value>
    public int MemoryBudget { get; set; } = (int)Math.Min(512 * 1024 * 1024, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4);

    /// <summary>TLS to the broker: certificate authorities, the client certificate, host names and versions.</summary>
    /// <value>No TLS.</value>
    public RabbitTlsOptions Tls { get; } = new();

    /// <summary>How exchanges and queues are declared. Services that share them must agree.</summary>
    /// <value>As oslo.messaging declares them.</value>
    public RabbitQueueOptions Queues { get; } = new();

    /// <summary>What happens to messages that can never be handled.</summary>
    /// <value>They are rejected.</value>
    public RabbitDeadLetterOptions DeadLetters { get; } = new();

    /// <summary>How the driver recovers from lost connections, silent consumers and missing callers.</summary>
    /// <value>The defaults.</value>
    public RabbitRecoveryOptions Recovery { get; } = new();

    /// <summary>Features of oslo.messaging that pure .NET applications rarely need: queues mirrored as before RabbitMQ 3.0, and the stable
    /// names of its queue manager.</summary>
    /// <value>All off, as in oslo.messaging.</value>
    public RabbitOsloOptions Oslo { get; } = new();

    /// <summary>The path of the configuration section that set some of these options; null without one.</summary>
    internal string? ConfigurationPath { get; set; }

    /// <summary>The name of an option, for errors, in the form in which it was set: a configuration key or a property.</summary>
    /// <param name="option">The path of the option below this object, such as <c>Tls.CaFile</c>.</param>
    internal string NameOf(string option) =>
        ConfigurationPath is null ? $"{nameof(RabbitOptions)}.{option}" : $"{ConfigurationPath}:{option.Replace('.', ':')}";
}

namespace Messaging.Drivers.Rabbit;

/// <summary>
/// What a user may set on the RabbitMQ driver: in <see cref="TransportOptions.DriverOptions"/>, or with a host in <c>AddRabbit</c> and in the
/// section <c>Messaging:Rabbit</c> of the configuration. Options in the URL win over these.
/// </summary>
/// <remarks>
/// What most applications need stands here, the rest in groups, which are always there:
/// <c>new RabbitOptions { Tls = { CaFile = "ca.pem" } }</c>. Read when the transport is made; later changes have no effect.
/// </remarks>
public sealed class RabbitOptions
{
    /// <summary>The name of the connections as the broker's management pages show it.</summary>
    /// <value>Null: the name of the program, the process id and what the connection is for.</value>
    public string? ConnectionName { get; set; }

    /// <summary>How we say who we are. In the URL: <c>rabbit_login_method</c>.</summary>
    /// <value><see cref="RabbitLogin.Password"/>.</value>
    public RabbitLogin Login { get; set; }

    /// <summary>
    /// Asked for the credentials before each attempt to connect, so that a changed password is used at the next one, and again before
    /// what it said expires (<see cref="RabbitCredentials.ValidFor"/>). What it says replaces the user and the password of the URL.
    /// </summary>
    /// <remarks>
    /// Two connections may ask at the same time. It has <see cref="RabbitRecoveryOptions.HostTimeout"/> to answer, and its token fires
    /// then. When it throws, takes longer, or returns null, that attempt has failed, and it is asked again at the next one.
    /// </remarks>
    /// <value>Null: the user and the password of the URL.</value>
    public Func<CancellationToken, ValueTask<RabbitCredentials>>? Credentials { get; set; }

    /// <summary>
    /// Whether requests carry the user of the URL (the property <c>user_id</c>), which the broker checks to be that of the connection: so
    /// servers know who calls (<see cref="CallerIdentity.RabbitUser"/>). Every host of the URL needs the same user, and the password has to
    /// be the login.
    /// </summary>
    /// <value>False, as in oslo.messaging: nobody knows who calls.</value>
    public bool SendUserId { get; set; }

    /// <summary>
    /// The heartbeat of a connection: a peer that is silent for about twice as long is taken for dead. In the URL:
    /// <c>heartbeat_timeout_threshold</c>.
    /// </summary>
    /// <value>60 seconds. Zero turns it off; otherwise whole seconds.</value>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The most channels to publish through, with confirms and without. Who finds all of them busy waits within his own time.</summary>
    /// <value>16 of each kind.</value>
    public int PublishChannels { get; set; } = 16;

    /// <summary>
    /// Whether the broker confirms every call and every reply by itself, as it does casts. Else many get one word, so that a queue that gets
    /// full takes calls for some 20 ms that nobody answers, until it is noticed. In the URL: <c>confirm_each</c>.
    /// </summary>
    /// <value>False. Replicated and mirrored queues have it on: who leads them may change.</value>
    public bool ConfirmEach { get; set; }

    /// <summary>
    /// The most messages that the broker hands each consumer of a server before it gets an ending for one of them. In the URL:
    /// <c>rabbit_qos_prefetch_count</c>.
    /// </summary>
    /// <value>0: what <see cref="RpcServerOptions.Prefetch"/> says.</value>
    public int PrefetchCount { get; set; }

    /// <summary>
    /// Whether calls, replies and casts, but for fanouts, ask the broker to say when nobody would get them. In the URL:
    /// <c>direct_mandatory_flag</c>.
    /// </summary>
    /// <value>True. Without it a call that nobody serves ends with its timeout.</value>
    public bool Mandatory { get; set; } = true;

    /// <summary>
    /// Whether replies go only to queues with names of reply queues, <c>reply_...</c> and <c>amq.rabbitmq.reply-to....</c>: so that no caller can
    /// have a server write into the queue of another service. In the URL: <c>only_reply_queues</c>.
    /// </summary>
    /// <value>False: to whatever queue a call names, as in oslo.messaging.</value>
    public bool OnlyReplyQueues { get; set; }

    /// <summary>
    /// Whether the bodies of messages are compressed. Every service that gets them must be able to read them: ours and Python's are. In the
    /// URL: <c>kombu_compression=gzip</c>.
    /// </summary>
    /// <value>False, as in oslo.messaging.</value>
    public bool Compress { get; set; }

    /// <summary>
    /// How many times as large as on the wire a compressed request or notification may be. A larger one is refused, unless it has no more
    /// than 1 MiB. In the URL: <c>max_compression_ratio</c>.
    /// </summary>
    /// <value>200. JSON seldom has 30; zlib knows no more than 1032.</value>
    public int MaxCompressionRatio { get; set; } = 200;

    /// <summary>
    /// How many bytes of messages all servers and listeners of a transport may have in hand before one that is compressed waits for room,
    /// small as it came. What is not compressed counts and does not wait: of that, <see cref="PrefetchCount"/> is the bound. In the URL:
    /// <c>memory_budget</c>.
    /// </summary>
    /// <value>
    /// 512 MiB, or a quarter of the memory that the process may have if that is less; and never less than twice
    /// <see cref="TransportOptions.MaxMessageSize"/>.
    /// </value>
    public int MemoryBudget { get; set; } = (int)Math.Min(512 * 1024 * 1024, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4);

    /// <summary>TLS to the broker: authorities, our certificate, names and versions.</summary>
    /// <value>No TLS.</value>
    public RabbitTlsOptions Tls { get; } = new();

    /// <summary>How exchanges and queues are declared. Services that share them must agree.</summary>
    /// <value>As oslo.messaging declares them.</value>
    public RabbitQueueOptions Queues { get; } = new();

    /// <summary>What becomes of messages that can never be handled.</summary>
    /// <value>They are rejected.</value>
    public RabbitDeadLetterOptions DeadLetters { get; } = new();

    /// <summary>How lost connections, silent consumers and missing callers are dealt with.</summary>
    /// <value>The defaults.</value>
    public RabbitRecoveryOptions Recovery { get; } = new();

    /// <summary>Ways of oslo.messaging that applications in .NET alone seldom need: queues mirrored as before RabbitMQ 3.0, and the stable
    /// names of its queue manager.</summary>
    /// <value>None of them, as oslo.messaging's defaults are.</value>
    public RabbitOsloOptions Oslo { get; } = new();

    /// <summary>Where a section of the configuration stands that set some of these; null without one.</summary>
    internal string? ConfigurationPath { get; set; }

    /// <summary>An option's name as whoever set it knows it, for errors: that of its key, or of the property.</summary>
    /// <param name="option">The option below this, such as <c>Tls.CaFile</c>.</param>
    internal string NameOf(string option) =>
        ConfigurationPath is null ? $"{nameof(RabbitOptions)}.{option}" : $"{ConfigurationPath}:{option.Replace('.', ':')}";
}

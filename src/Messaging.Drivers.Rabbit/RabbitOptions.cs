using System.Security.Authentication;

namespace Messaging.Drivers.Rabbit;

/// <summary>
/// What a user may set on the RabbitMQ driver, in <see cref="TransportOptions.DriverOptions"/>. Options in the URL win over these.
/// </summary>
/// <remarks>Read when the transport is made; later changes have no effect.</remarks>
public sealed partial class RabbitOptions
{
    /// <summary>The name of the connections as the broker's management pages show it.</summary>
    /// <value>Null: the name of the program, the process id and what the connection is for.</value>
    public string? ConnectionName { get; set; }

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

    /// <summary>Whether servers take work from replicated, durable quorum queues. In the URL: <c>rabbit_quorum_queue</c>.</summary>
    /// <value>False, as in oslo.messaging. Every service that shares a queue must agree.</value>
    public bool QuorumQueues { get; set; }

    /// <summary>How often a quorum queue delivers a message again before it gives it up. In the URL: <c>rabbit_quorum_delivery_limit</c>.</summary>
    /// <value>0: the broker's own limit, which is 20 from RabbitMQ 4.0 on, and none before.</value>
    public int QuorumDeliveryLimit { get; set; }

    /// <summary>
    /// How many messages of a quorum queue the broker keeps in memory. In the URL: <c>rabbit_quorum_max_memory_length</c>, or as Python
    /// spelt it until 2023, <c>rabbit_quroum_max_memory_length</c>.
    /// </summary>
    /// <value>0: the broker's own rule.</value>
    public int QuorumMaxMemoryLength { get; set; }

    /// <summary>
    /// How many bytes of a quorum queue the broker keeps in memory. In the URL: <c>rabbit_quorum_max_memory_bytes</c>, or as Python spelt
    /// it until 2023, <c>rabbit_quroum_max_memory_bytes</c>.
    /// </summary>
    /// <value>0: the broker's own rule.</value>
    public int QuorumMaxMemoryBytes { get; set; }

    /// <summary>
    /// Whether the queues of replies and of fanouts are replicated quorum queues too, and the fanout exchanges durable. In the URL:
    /// <c>rabbit_transient_quorum_queue</c>.
    /// </summary>
    /// <value>False, as in oslo.messaging. Every service that shares a topic must agree.</value>
    public bool TransientQuorumQueues { get; set; }

    /// <summary>
    /// Whether a topic has one stream of fanouts, which all its servers read, in place of a queue of each server. Needs
    /// <see cref="TransientQuorumQueues"/> and a <see cref="PrefetchCount"/>. In the URL: <c>rabbit_stream_fanout</c>.
    /// </summary>
    /// <value>False, as in oslo.messaging. Every service that shares a topic must agree.</value>
    public bool StreamFanout { get; set; }

    /// <summary>
    /// Whether every queue asks to be mirrored in the way of brokers before RabbitMQ 3.0 (<c>x-ha-policy</c>); later ones take no notice
    /// of it, but it is part of how a queue is declared. Not together with quorum queues. In the URL: <c>rabbit_ha_queues</c>.
    /// </summary>
    /// <value>False, as in oslo.messaging. Every service that shares a queue must agree.</value>
    public bool MirroredQueues { get; set; }

    /// <summary>
    /// Whether the queues of replies and of fanouts have names that a restarted process takes again, <c>HOST:PROCESS:NUMBER</c> at their
    /// end, in place of names by chance. In the URL: <c>use_queue_manager</c>.
    /// </summary>
    /// <remarks>
    /// The number is the lowest that no living process of the machine holds for that queue; it is free again when the process ends, however
    /// it ends. Processes that do not share <c>/dev/shm</c> (elsewhere: the folder for temporary files) do not see each other: give them
    /// different values of <see cref="HostName"/> or <see cref="ProcessName"/>.
    /// </remarks>
    /// <value>False, as in oslo.messaging.</value>
    public bool StableQueueNames { get; set; }

    /// <summary>The host in <see cref="StableQueueNames"/>. In the URL: <c>hostname</c>.</summary>
    /// <value>Null: the name of the machine.</value>
    public string? HostName { get; set; }

    /// <summary>The process in <see cref="StableQueueNames"/>. In the URL: <c>processname</c>.</summary>
    /// <value>Null: the name of the program.</value>
    public string? ProcessName { get; set; }

    /// <summary>
    /// Whether exchanges, queues and bindings are declared. Without it an operator makes them, the driver only looks whether they are
    /// there, and its user needs no permission to configure. In the URL: <c>declare</c>.
    /// </summary>
    /// <remarks>Without it, queues have the names of <see cref="StableQueueNames"/>: an operator has to know them.</remarks>
    /// <value>True.</value>
    public bool Declare { get; set; } = true;

    /// <summary>
    /// How long the broker keeps a queue of replies or of fanouts that nobody uses, and the messages of a stream of fanouts. In the URL:
    /// <c>rabbit_transient_queues_ttl</c>, in seconds.
    /// </summary>
    /// <value>
    /// 30 minutes, as in oslo.messaging. Whole seconds. Zero: for ever, unless a policy of the broker says otherwise.
    /// </value>
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

    /// <summary>How long nothing may come to a consumer, although calls wait or a server has room, before it is looked whether it still gets anything. One that is dead is set up anew, with its connection if need be.</summary>
    /// <value>10 seconds. Zero: it is never looked.</value>
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The broker's <c>consumer_timeout</c>, after which it closes a channel whose messages are not acknowledged. At two thirds of it, work
    /// that still runs is acknowledged although it is not done, and messages that still wait go back to their queue; the log says so.
    /// </summary>
    /// <value>30 minutes, as at the broker. Zero: the broker has none.</value>
    public TimeSpan ConsumerTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long closing a connection may take before it is cut.</summary>
    /// <value>2 seconds.</value>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether calls, replies and casts, but for fanouts, ask the broker to say when nobody would get them. In the URL:
    /// <c>direct_mandatory_flag</c>.
    /// </summary>
    /// <value>True. Without it a call that nobody serves ends with its timeout.</value>
    public bool Mandatory { get; set; } = true;

    /// <summary>
    /// How long replies whose caller's queue is not there are kept and tried again: a caller that connects anew may be about to make it.
    /// Never beyond the call's own time. In the URL: <c>kombu_missing_consumer_retry_timeout</c>, in seconds.
    /// </summary>
    /// <value>60 seconds, as in oslo.messaging. Zero: such a reply is dropped.</value>
    public TimeSpan MissingCallerTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Whether replies go only to queues with names of reply queues, <c>reply_...</c> and <c>amq.rabbitmq.reply-to....</c>: so that no caller can
    /// have a server write into the queue of another service. In the URL: <c>only_reply_queues</c>.
    /// </summary>
    /// <value>False: to whatever queue a call names, as in oslo.messaging.</value>
    public bool OnlyReplyQueues { get; set; }

    /// <summary>
    /// How many bytes of messages all servers and listeners of a transport may have in hand before one that is compressed waits for room, small as it
    /// came. What is not compressed counts and does not wait: of that, <see cref="PrefetchCount"/> is the bound. In the URL: <c>memory_budget</c>.
    /// </summary>
    /// <value>
    /// 512 MiB, or a quarter of the memory that the process may have if that is less; and never less than twice
    /// <see cref="TransportOptions.MaxMessageSize"/>.
    /// </value>
    public int MemoryBudget { get; set; } = (int)Math.Min(512 * 1024 * 1024, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4);

    /// <summary>
    /// How many times as large as on the wire a compressed request or notification may be. A larger one is refused, unless it has no more than 1 MiB. In
    /// the URL: <c>max_compression_ratio</c>.
    /// </summary>
    /// <value>200. JSON seldom has 30; zlib knows no more than 1032.</value>
    public int MaxCompressionRatio { get; set; } = 200;

    /// <summary>
    /// The most messages that the broker hands each consumer of a server before it gets an ending for one of them. In the URL:
    /// <c>rabbit_qos_prefetch_count</c>.
    /// </summary>
    /// <value>0: what <see cref="RpcServerOptions.Prefetch"/> says.</value>
    public int PrefetchCount { get; set; }

    /// <summary>
    /// Whether the broker is asked to cancel consumers when a mirrored queue fails over, so that they are set up anew. In the URL:
    /// <c>enable_cancel_on_failover</c>.
    /// </summary>
    /// <value>False, as in oslo.messaging.</value>
    public bool CancelOnFailover { get; set; }

    /// <summary>
    /// Whether the bodies of messages are compressed. Every service that gets them must be able to read them: ours and Python's are. In the
    /// URL: <c>kombu_compression=gzip</c>.
    /// </summary>
    /// <value>False, as in oslo.messaging.</value>
    public bool Compress { get; set; }

    /// <summary>
    /// Whether messages that can never be handled are kept in a durable queue beside those of their topic, <c>TOPIC.messaging_dead_letter</c>,
    /// with the reason in headers. Changes no other queue. In the URL: <c>dead_letter_queues</c>.
    /// </summary>
    /// <value>False: they are rejected, and what becomes of them is up to the policies of the broker.</value>
    public bool DeadLetterQueues { get; set; }

    /// <summary>
    /// Whether the broker's own dead letters go there too: what a quorum queue gives up (<see cref="QuorumDeliveryLimit"/>), what others reject, what a
    /// full queue drops. Work queues are declared with <c>x-dead-letter-exchange</c> then, which Python services do not do. Needs
    /// <see cref="DeadLetterQueues"/> and RabbitMQ 3.10. In the URL: <c>dead_letter_by_broker</c>.
    /// </summary>
    /// <value>False. Every service that shares a queue must agree.</value>
    public bool DeadLetterByBroker { get; set; }

    /// <summary>How many messages a dead-letter queue keeps; when there are more, the oldest go. In the URL: <c>dead_letter_max_length</c>.</summary>
    /// <value>10,000. Zero: no limit.</value>
    public int DeadLetterMaxLength { get; set; } = 10_000;

    /// <summary>How many bytes of bodies a dead-letter queue keeps; when there are more, the oldest go.</summary>
    /// <value>1 GiB. Zero: no limit.</value>
    public long DeadLetterMaxBytes { get; set; } = 1024L * 1024 * 1024;

    /// <summary>Whether to connect with TLS. In the URL: the schemes <c>rabbit+tls</c> and <c>amqps</c>, or <c>ssl=true</c>.</summary>
    /// <value>False; then an option of TLS, here or in the URL, is an error unless the URL turns TLS on. The URL cannot turn it off.</value>
    public bool Tls { get; set; }

    /// <summary>A PEM file with the certificates of the authorities that may sign the broker's certificate. In the URL: <c>ssl_ca_file</c>.</summary>
    /// <value>Null: the authorities that the machine trusts.</value>
    public string? TlsCaFile { get; set; }

    /// <summary>
    /// A PEM file that begins with the certificate by which we show who we are. The broker has to know what leads to its authority. In the
    /// URL: <c>ssl_cert_file</c>.
    /// </summary>
    /// <value>Null: we show none.</value>
    public string? TlsCertFile { get; set; }

    /// <summary>A PEM file with the key of <see cref="TlsCertFile"/>, not encrypted. In the URL: <c>ssl_key_file</c>.</summary>
    /// <value>Null: the key is in the file of the certificate.</value>
    public string? TlsKeyFile { get; set; }

    /// <summary>The name that the broker's certificate must have.</summary>
    /// <value>Null: the host's name in the URL.</value>
    public string? TlsServerName { get; set; }

    /// <summary>Whether the name in the broker's certificate must be the host's. In the URL: <c>ssl_enforce_hostname_verification</c>.</summary>
    /// <value>True, as in oslo.messaging since 2026. Its authority is looked at in any case.</value>
    public bool TlsVerifyHostName { get; set; } = true;

    /// <summary>The versions of TLS to accept. In the URL: <c>ssl_version</c>, one of <c>TLSv1_2</c>, <c>TLSv1_3</c>, and <c>SSLv23</c> for any.</summary>
    /// <value><see cref="SslProtocols.None"/>: what the machine finds good.</value>
    public SslProtocols TlsProtocols { get; set; }

    /// <summary>How we say who we are. In the URL: <c>rabbit_login_method</c>.</summary>
    /// <value><see cref="RabbitLogin.Password"/>.</value>
    public RabbitLogin Login { get; set; }

    /// <summary>
    /// Whether requests carry the user of the URL (the property <c>user_id</c>), which the broker checks to be that of the connection: so servers know who
    /// calls (<see cref="CallerIdentity.RabbitUser"/>). Every host of the URL needs the same user, and the password has to be the login.
    /// </summary>
    /// <value>False, as in oslo.messaging: nobody knows who calls.</value>
    public bool SendUserId { get; set; }

    /// <summary>
    /// Asked for the credentials before each attempt to connect, so that a changed password is used at the next one, and again before
    /// what it said expires (<see cref="RabbitCredentials.ValidFor"/>). What it says replaces the user and the password of the URL.
    /// </summary>
    /// <remarks>
    /// Two connections may ask at the same time. It has <see cref="HostTimeout"/> to answer, and its token fires then. When it throws, takes
    /// longer, or returns null, that attempt has failed, and it is asked again at the next one.
    /// </remarks>
    /// <value>Null: the user and the password of the URL.</value>
    public Func<CancellationToken, ValueTask<RabbitCredentials>>? Credentials { get; set; }
}

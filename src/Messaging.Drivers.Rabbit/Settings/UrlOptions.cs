namespace Messaging.Drivers.Rabbit.Settings;

/// <summary>The options that a URL may set, by oslo.messaging's current names: the transport has already translated older names to
/// these.</summary>
internal static class UrlOptions
{
    public const string DurableQueues = "amqp_durable_queues";
    public const string AutoDelete = "amqp_auto_delete";
    public const string QuorumQueues = "rabbit_quorum_queue";
    public const string QuorumDeliveryLimit = "rabbit_quorum_delivery_limit";
    public const string QuorumMaxMemoryLength = "rabbit_quorum_max_memory_length";
    public const string QuorumMaxMemoryBytes = "rabbit_quorum_max_memory_bytes";
    public const string TransientQuorumQueues = "rabbit_transient_quorum_queue";
    public const string StreamFanout = "rabbit_stream_fanout";
    public const string MirroredQueues = "rabbit_ha_queues";
    public const string StableQueueNames = "use_queue_manager";
    public const string HostName = "hostname";
    public const string ProcessName = "processname";
    public const string MissingCallerTimeout = "kombu_missing_consumer_retry_timeout";
    public const string PrefetchCount = "rabbit_qos_prefetch_count";
    public const string CancelOnFailover = "enable_cancel_on_failover";
    public const string Compression = "kombu_compression";
    public const string TransientQueueTtl = "rabbit_transient_queues_ttl";
    public const string Heartbeat = "heartbeat_timeout_threshold";
    public const string Mandatory = "direct_mandatory_flag";
    public const string Tls = "ssl";
    public const string TlsProtocols = "ssl_version";
    public const string TlsCaFile = "ssl_ca_file";
    public const string TlsCertFile = "ssl_cert_file";
    public const string TlsKeyFile = "ssl_key_file";
    public const string TlsVerifyHostName = "ssl_enforce_hostname_verification";
    public const string Login = "rabbit_login_method";
    public const string ReconnectDelay = "rabbit_retry_interval";
    public const string MaxReconnectDelay = "rabbit_interval_max";
    public const string Failover = "kombu_failover_strategy";

    public const string Declare = "declare";
    public const string DeadLetterQueues = "dead_letter_queues";
    public const string DeadLetterByBroker = "dead_letter_by_broker";
    public const string DeadLetterMaxLength = "dead_letter_max_length";
    public const string ConfirmEach = "confirm_each";
    public const string OnlyReplyQueues = "only_reply_queues";
    public const string MemoryBudget = "memory_budget";
    public const string MaxCompressionRatio = "max_compression_ratio";

    /// <summary>The options that have no meaning without TLS.</summary>
    public static IReadOnlyList<string> OfTls { get; } = [TlsProtocols, TlsCaFile, TlsCertFile, TlsKeyFile, TlsVerifyHostName];

    /// <summary>Those that oslo.messaging does not have.</summary>
    public static readonly string[] Own =
    [
        Declare, DeadLetterQueues, DeadLetterByBroker, DeadLetterMaxLength, ConfirmEach, OnlyReplyQueues, MemoryBudget, MaxCompressionRatio,
    ];

    public static void Check(TransportUrl url) => url.RequireKnownOptions(OsloTable.Section, Own);
}

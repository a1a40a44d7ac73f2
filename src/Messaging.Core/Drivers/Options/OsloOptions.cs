namespace Messaging.Drivers;

/// <summary>
/// Every option of oslo.messaging, of its newest release and of 14.0.3: the single table for reading URLs and configuration. The page
/// docs/oslo-options.md shows it.
/// </summary>
public static class OsloOptions
{
    internal const string TransportUrl = "transport_url";
    internal const string ControlExchange = "control_exchange";
    internal const string CallTimeout = "rpc_response_timeout";
    internal const string ServerConcurrency = "executor_thread_pool_size";
    internal const string PingServers = "rpc_ping_enabled";

    private static readonly OsloValue Flag = OsloValue.Boolean;
    private static readonly OsloValue Count = OsloValue.Integer(0);

    /// <summary>All options, in the order of the sections and of oslo's documentation.</summary>
    public static IReadOnlyList<OsloOption> All { get; } =
    [
        Sets(OsloGroup.Default, TransportUrl, OsloValue.Text, "the URL itself: `MessagingOptions.Url`"),
        Sets(OsloGroup.Default, ControlExchange, OsloValue.Text, "`TransportOptions.ControlExchange`"),
        Sets(OsloGroup.Default, CallTimeout, OsloValue.Seconds(mayBeZero: false), "`TransportOptions.CallTimeout`"),
        Sets(
            OsloGroup.Default, ServerConcurrency, OsloValue.Integer(1, 60_000), "`TransportOptions.ServerConcurrency`",
            "rpc_thread_pool_size"),
        Sets(OsloGroup.Default, PingServers, Flag, "`TransportOptions.PingServers`"),

        Sets(OsloGroup.Rabbit, "amqp_durable_queues", Flag, "`RabbitOptions.Queues.Durable`", "rabbit_durable_queues"),
        Sets(OsloGroup.Rabbit, "amqp_auto_delete", Flag, "`RabbitOptions.Queues.AutoDelete`"),
        Ignored(
            "rpc_conn_pool_size", OsloValue.Integer(1),
            "everything is sent through channels of one connection; RabbitOptions.PublishChannels says how many"),
        Ignored("conn_pool_min_size", Count, "there is one connection to send through, and it stays open"),
        Ignored("conn_pool_ttl", Count, "there is one connection to send through, and it stays open"),
        Sets(OsloGroup.Rabbit, "ssl", Flag, "`RabbitOptions.Tls.Enabled`", "rabbit_use_ssl"),
        Sets(
            OsloGroup.Rabbit, "ssl_version", OsloValue.Choice("SSLv23", "TLSv1_2", "TLSv1_3"), "`RabbitOptions.Tls.Protocols`",
            "kombu_ssl_version"),
        Sets(OsloGroup.Rabbit, "ssl_key_file", OsloValue.Text, "`RabbitOptions.Tls.KeyFile`", "kombu_ssl_keyfile"),
        Sets(OsloGroup.Rabbit, "ssl_cert_file", OsloValue.Text, "`RabbitOptions.Tls.CertFile`", "kombu_ssl_certfile"),
        Sets(OsloGroup.Rabbit, "ssl_ca_file", OsloValue.Text, "`RabbitOptions.Tls.CaFile`", "kombu_ssl_ca_certs"),
        Sets(OsloGroup.Rabbit, "ssl_enforce_hostname_verification", Flag, "`RabbitOptions.Tls.VerifyHostName`"),
        Refused(
            "ssl_enforce_fips_mode", Flag, "the settings of the machine's OpenSSL decide; set FIPS mode there and leave this out",
            alreadySo: "false"),
        Ignored(
            "heartbeat_in_pthread", Flag, "heartbeats need no thread of a kind that could be chosen; leave it out", alreadySo: "false"),
        Ignored(
            "kombu_reconnect_delay", OsloValue.Seconds(),
            "a consumer that the broker cancelled is set up again at once; RabbitOptions.Recovery.ReconnectDelay (rabbit_retry_interval) bounds "
                + "what follows when that fails"),
        Ignored(
            "kombu_reconnect_splay", OsloValue.Seconds(),
            "every wait already has jitter, which shortens it by up to half, so that many clients do not connect at once", alreadySo: "0"),
        Sets(OsloGroup.Rabbit, "kombu_compression", OsloValue.Choice("gzip"), "`RabbitOptions.Compress`"),
        Sets(
            OsloGroup.Rabbit, "kombu_missing_consumer_retry_timeout", OsloValue.Seconds(), "`RabbitOptions.Recovery.MissingCallerTimeout`",
            "kombu_reconnect_timeout"),
        Sets(
            OsloGroup.Rabbit, "kombu_failover_strategy", OsloValue.Choice("round-robin", "shuffle"), "`RabbitOptions.Recovery.FailoverStrategy`"),
        Sets(
            OsloGroup.Rabbit, "rabbit_login_method", OsloValue.Choice("PLAIN", "AMQPLAIN", "EXTERNAL"), "`RabbitOptions.Login`"),
        Sets(OsloGroup.Rabbit, "rabbit_retry_interval", OsloValue.Integer(1, 86_400), "`RabbitOptions.Recovery.ReconnectDelay`"),
        Ignored(
            "rabbit_retry_backoff", Count,
            "the wait between two attempts doubles each time; RabbitOptions.Recovery.MaxReconnectDelay (rabbit_interval_max) bounds it"),
        Sets(OsloGroup.Rabbit, "rabbit_interval_max", OsloValue.Integer(1, 86_400), "`RabbitOptions.Recovery.MaxReconnectDelay`"),
        Sets(OsloGroup.Rabbit, "rabbit_ha_queues", Flag, "`RabbitOptions.Oslo.MirroredQueues`"),
        Sets(OsloGroup.Rabbit, "rabbit_quorum_queue", Flag, "`RabbitOptions.Queues.Quorum`"),
        Sets(OsloGroup.Rabbit, "rabbit_transient_quorum_queue", Flag, "`RabbitOptions.Queues.TransientQuorum`"),
        Sets(OsloGroup.Rabbit, "rabbit_quorum_delivery_limit", Count, "`RabbitOptions.Queues.QuorumDeliveryLimit`"),
        Sets(
            OsloGroup.Rabbit, "rabbit_quorum_max_memory_length", Count, "`RabbitOptions.Queues.QuorumMaxMemoryLength`",
            "rabbit_quroum_max_memory_length"),
        Sets(
            OsloGroup.Rabbit, "rabbit_quorum_max_memory_bytes", Count, "`RabbitOptions.Queues.QuorumMaxMemoryBytes`",
            "rabbit_quroum_max_memory_bytes"),
        Sets(
            OsloGroup.Rabbit, "rabbit_transient_queues_ttl", OsloValue.Integer(0, 24 * 86_400), "`RabbitOptions.Queues.TransientTtl`"),
        Sets(OsloGroup.Rabbit, "rabbit_qos_prefetch_count", OsloValue.Integer(0, ushort.MaxValue), "`RabbitOptions.PrefetchCount`"),
        Sets(OsloGroup.Rabbit, "heartbeat_timeout_threshold", OsloValue.Integer(0, ushort.MaxValue), "`RabbitOptions.Heartbeat`"),
        Ignored(
            "heartbeat_rate", OsloValue.Integer(1),
            "a heartbeat is sent, and looked for, twice in the time of heartbeat_timeout_threshold; shorten that", alreadySo: "2"),
        Sets(OsloGroup.Rabbit, "direct_mandatory_flag", Flag, "`RabbitOptions.Mandatory`"),
        Sets(OsloGroup.Rabbit, "enable_cancel_on_failover", Flag, "`RabbitOptions.Recovery.CancelOnFailover`"),
        Sets(OsloGroup.Rabbit, "use_queue_manager", Flag, "`RabbitOptions.Oslo.StableQueueNames`"),
        Sets(OsloGroup.Rabbit, "hostname", OsloValue.Text, "`RabbitOptions.Oslo.HostName`"),
        Sets(OsloGroup.Rabbit, "processname", OsloValue.Text, "`RabbitOptions.Oslo.ProcessName`"),
        Sets(OsloGroup.Rabbit, "rabbit_stream_fanout", Flag, "`RabbitOptions.Queues.StreamFanout`"),

        Sets(OsloGroup.Notifications, "driver", OsloValue.List, "`NotifierOptions.Drivers`", "notification_driver"),
        Ignored(
            OsloGroup.Notifications, TransportUrl, OsloValue.Text,
            "notifications go through the transport that the notifier is given; give it one of its own", "notification_transport_url"),
        Sets(OsloGroup.Notifications, "topics", OsloValue.List, "`NotifierOptions.Topics`", "notification_topics"),
        Ignored(
            OsloGroup.Notifications, "retry", OsloValue.Integer(-1),
            "a notification is tried for a time and not for a number of times; NotifierOptions.Timeout says how long"),
        Sets(
            OsloGroup.Notifications, "routing_config", OsloValue.Text, "`NotifierOptions.Routing`", "routing_notifier_config"),
    ];

    /// <summary>Finds an option by its name, the present one or an older one.</summary>
    /// <param name="group">The section.</param>
    /// <param name="name">The name; upper and lower case differ.</param>
    /// <returns>The option, or null.</returns>
    public static OsloOption? Find(OsloGroup group, string name) =>
        All.FirstOrDefault(option => option.Group == group && option.IsNamed(name));

    private static OsloOption Sets(OsloGroup group, string name, OsloValue value, string what, params string[] aliases) =>
        new(group, name, value, applies: true, what, alreadySo: null, aliases);

    private static OsloOption Ignored(OsloGroup group, string name, OsloValue value, string why, params string[] aliases) =>
        new(group, name, value, applies: false, why, alreadySo: null, aliases);

    private static OsloOption Ignored(string name, OsloValue value, string why, string? alreadySo = null) =>
        new(OsloGroup.Rabbit, name, value, applies: false, why, alreadySo, aliases: []);

    private static OsloOption Refused(string name, OsloValue value, string why, string alreadySo) =>
        new(OsloGroup.Rabbit, name, value, applies: false, why, alreadySo, aliases: []) { IsRefused = true };
}

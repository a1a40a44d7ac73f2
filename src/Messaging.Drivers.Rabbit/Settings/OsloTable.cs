namespace Messaging.Drivers.Rabbit.Settings;

/// <summary>What becomes of oslo.messaging's options for RabbitMQ.</summary>
internal static class OsloTable
{
    private static readonly OsloValue Flag = OsloValue.Boolean;
    private static readonly OsloValue Count = OsloValue.WholeNumber(0);

    public static OsloSection Section { get; } = new(
        "oslo_messaging_rabbit",
        OsloOption.Sets("amqp_durable_queues", Flag, "`RabbitOptions.Queues.Durable`", "rabbit_durable_queues"),
        OsloOption.Sets("amqp_auto_delete", Flag, "`RabbitOptions.Queues.AutoDelete`"),
        OsloOption.Ignored(
            "rpc_conn_pool_size", OsloValue.WholeNumber(1),
            "everything is sent through channels of one connection; RabbitOptions.PublishChannels says how many"),
        OsloOption.Ignored("conn_pool_min_size", Count, "there is one connection to send through, and it stays open"),
        OsloOption.Ignored("conn_pool_ttl", Count, "there is one connection to send through, and it stays open"),
        OsloOption.Protects("ssl", "TLS", "`RabbitOptions.Tls.Enabled`", "rabbit_use_ssl"),
        OsloOption.Sets(
            "ssl_version", OsloValue.Choice("SSLv23", "TLSv1_2", "TLSv1_3"), "`RabbitOptions.Tls.Protocols`",
            "kombu_ssl_version"),
        OsloOption.Sets("ssl_key_file", OsloValue.Text, "`RabbitOptions.Tls.KeyFile`", "kombu_ssl_keyfile"),
        OsloOption.Sets("ssl_cert_file", OsloValue.Text, "`RabbitOptions.Tls.CertFile`", "kombu_ssl_certfile"),
        OsloOption.Sets("ssl_ca_file", OsloValue.Text, "`RabbitOptions.Tls.CaFile`", "kombu_ssl_ca_certs"),
        OsloOption.Sets("ssl_enforce_hostname_verification", Flag, "`RabbitOptions.Tls.VerifyHostName`"),
        OsloOption.Refused(
            "ssl_enforce_fips_mode", Flag, "the settings of the machine's OpenSSL decide; set FIPS mode there and leave this out",
            alreadySo: "false"),
        OsloOption.Ignored(
            "heartbeat_in_pthread", Flag, "heartbeats need no thread of a kind that could be chosen; leave it out", alreadySo: "false"),
        OsloOption.Ignored(
            "kombu_reconnect_delay", OsloValue.Seconds(),
            "a consumer that the broker cancelled is set up again at once; RabbitOptions.Recovery.ReconnectDelay (rabbit_retry_interval) "
                + "bounds what follows when that fails"),
        OsloOption.Ignored(
            "kombu_reconnect_splay", OsloValue.Seconds(),
            "every wait already has jitter, which shortens it by up to half, so that many clients do not connect at once", alreadySo: "0"),
        OsloOption.Sets("kombu_compression", OsloValue.Choice("gzip"), "`RabbitOptions.Compress`"),
        OsloOption.Sets(
            "kombu_missing_consumer_retry_timeout", OsloValue.Seconds(), "`RabbitOptions.Recovery.MissingCallerTimeout`",
            "kombu_reconnect_timeout"),
        OsloOption.Sets(
            "kombu_failover_strategy", OsloValue.Choice("round-robin", "shuffle"), "`RabbitOptions.Recovery.FailoverStrategy`"),
        OsloOption.Sets(
            "rabbit_login_method", OsloValue.Choice("PLAIN", "AMQPLAIN", "EXTERNAL"), "`RabbitOptions.Login`"),
        OsloOption.Sets("rabbit_retry_interval", OsloValue.WholeNumber(1, 86_400), "`RabbitOptions.Recovery.ReconnectDelay`"),
        OsloOption.Ignored(
            "rabbit_retry_backoff", Count,
            "the wait between two attempts doubles each time; RabbitOptions.Recovery.MaxReconnectDelay (rabbit_interval_max) bounds it"),
        OsloOption.Sets("rabbit_interval_max", OsloValue.WholeNumber(1, 86_400), "`RabbitOptions.Recovery.MaxReconnectDelay`"),
        OsloOption.Sets("rabbit_ha_queues", Flag, "`RabbitOptions.Oslo.MirroredQueues`"),
        OsloOption.Sets("rabbit_quorum_queue", Flag, "`RabbitOptions.Queues.Quorum`"),
        OsloOption.Sets("rabbit_transient_quorum_queue", Flag, "`RabbitOptions.Queues.TransientQuorum`"),
        OsloOption.Sets("rabbit_quorum_delivery_limit", Count, "`RabbitOptions.Queues.QuorumDeliveryLimit`"),
        OsloOption.Sets(
            "rabbit_quorum_max_memory_length", Count, "`RabbitOptions.Queues.QuorumMaxMemoryLength`",
            "rabbit_quroum_max_memory_length"),
        OsloOption.Sets(
            "rabbit_quorum_max_memory_bytes", Count, "`RabbitOptions.Queues.QuorumMaxMemoryBytes`",
            "rabbit_quroum_max_memory_bytes"),
        OsloOption.Sets(
            "rabbit_transient_queues_ttl", OsloValue.WholeNumber(0, 24 * 86_400), "`RabbitOptions.Queues.TransientTtl`"),
        OsloOption.Sets("rabbit_qos_prefetch_count", OsloValue.WholeNumber(0, ushort.MaxValue), "`RabbitOptions.PrefetchCount`"),
        OsloOption.Sets("heartbeat_timeout_threshold", OsloValue.WholeNumber(0, ushort.MaxValue), "`RabbitOptions.Heartbeat`"),
        OsloOption.Ignored(
            "heartbeat_rate", OsloValue.WholeNumber(1),
            "a heartbeat is sent, and looked for, twice in the time of heartbeat_timeout_threshold; shorten that", alreadySo: "2"),
        OsloOption.Sets("direct_mandatory_flag", Flag, "`RabbitOptions.Mandatory`"),
        OsloOption.Sets("enable_cancel_on_failover", Flag, "`RabbitOptions.Recovery.CancelOnFailover`"),
        OsloOption.Sets("use_queue_manager", Flag, "`RabbitOptions.Oslo.StableQueueNames`"),
        OsloOption.Sets("hostname", OsloValue.Text, "`RabbitOptions.Oslo.HostName`"),
        OsloOption.Sets("processname", OsloValue.Text, "`RabbitOptions.Oslo.ProcessName`"),
        OsloOption.Sets("rabbit_stream_fanout", Flag, "`RabbitOptions.Queues.StreamFanout`"));
}

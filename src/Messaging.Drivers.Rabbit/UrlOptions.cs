namespace Messaging.Drivers.Rabbit;

/// <summary>The options that a URL may set, by the names that oslo.messaging gives them.</summary>
internal static class UrlOptions
{
    public const string DurableQueues = "amqp_durable_queues";
    public const string AutoDelete = "amqp_auto_delete";
    public const string QuorumQueues = "rabbit_quorum_queue";
    public const string QuorumDeliveryLimit = "rabbit_quorum_delivery_limit";
    public const string TransientQueueTtl = "rabbit_transient_queues_ttl";
    public const string Heartbeat = "heartbeat_timeout_threshold";
    public const string Mandatory = "direct_mandatory_flag";
    public const string Tls = "ssl";
    public const string TlsCaFile = "ssl_ca_file";

    public static void Check(TransportUrl url) => url.RequireKnownOptions(
        DurableQueues, AutoDelete, QuorumQueues, QuorumDeliveryLimit, TransientQueueTtl, Heartbeat, Mandatory, Tls, TlsCaFile);
}

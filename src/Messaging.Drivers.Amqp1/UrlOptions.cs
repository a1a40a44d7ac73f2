namespace Messaging.Drivers.Amqp1;

/// <summary>The options that a URL of ours may set.</summary>
internal static class UrlOptions
{
    public const string DurableQueues = "durable_queues";
    public const string Heartbeat = "heartbeat";
    public const string ConnectTimeout = "connect_timeout";
    public const string ReconnectDelay = "reconnect_delay";
    public const string MaxReconnectDelay = "max_reconnect_delay";
    public const string CaFile = "ssl_ca_file";

    public static void Check(TransportUrl url) =>
        url.RequireKnownOptions(DurableQueues, Heartbeat, ConnectTimeout, ReconnectDelay, MaxReconnectDelay, CaFile);
}

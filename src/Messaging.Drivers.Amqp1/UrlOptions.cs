namespace Messaging.Drivers.Amqp1;

/// <summary>The options that the driver's URLs may set.</summary>
internal static class UrlOptions
{
    public const string Dialect = "dialect";
    public const string Addressing = "addressing_mode";
    public const string Mechanism = "sasl_mechanism";
    public const string TopicAddress = "topic_address";
    public const string ServerAddress = "server_address";
    public const string FanoutAddress = "fanout_address";
    public const string FanoutSource = "fanout_source";
    public const string NotificationAddress = "notification_address";
    public const string NotificationSource = "notification_source";
    public const string PoolSource = "pool_source";
    public const string ReplyAddress = "reply_address";
    public const string ReplySessions = "reply_sessions";
    public const string LockDuration = "lock_duration";
    public const string OnlyReplyQueues = "only_reply_queues";
    public const string DurableQueues = "durable_queues";
    public const string TransientQueueTtl = "transient_queues_ttl";
    public const string Heartbeat = "heartbeat";
    public const string ConnectTimeout = "connect_timeout";
    public const string ReconnectDelay = "reconnect_delay";
    public const string MaxReconnectDelay = "max_reconnect_delay";
    public const string CaFile = "ssl_ca_file";
    public const string CertificateFile = "ssl_cert_file";
    public const string KeyFile = "ssl_key_file";

    public static void Check(TransportUrl url) => url.RequireKnownOptions(
        Dialect, Addressing, Mechanism, OnlyReplyQueues, DurableQueues, TransientQueueTtl, Heartbeat, ConnectTimeout, ReconnectDelay,
        MaxReconnectDelay, CaFile, CertificateFile, KeyFile, TopicAddress, ServerAddress, FanoutAddress, FanoutSource, NotificationAddress,
        NotificationSource, PoolSource, ReplyAddress, ReplySessions, LockDuration);

    /// <summary>Reads an option whose value is one of several words.</summary>
    /// <exception cref="InvalidTransportUrlException">The value is not one of these words.</exception>
    public static T Choose<T>(TransportUrl url, string name, T fallback)
        where T : struct, Enum
    {
        if (!url.Query.TryGetValue(name, out var word))
        {
            return fallback;
        }

        var names = Enum.GetNames<T>();
        var index = Array.FindIndex(names, known => known.Equals(word, StringComparison.OrdinalIgnoreCase));
        return index >= 0
            ? Enum.GetValues<T>()[index]
            : throw new InvalidTransportUrlException(
                TransportUrlPart.Query,
                $"Option '{name}' of the transport URL is '{word}'. Make it one of "
                    + $"{string.Join(", ", names.Select(known => known.ToLowerInvariant()))}.");
    }
}

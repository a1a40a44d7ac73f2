namespace Messaging.Drivers.Amqp1.Topology;

/// <summary>The names of oslo.messaging's exchanges and queues on RabbitMQ, and their AMQP 1.0 addresses.</summary>
internal static class BrokerNames
{
    private const string CancelWord = ".messaging_cancel";
    private const string ReplyStem = "reply_";
    private const string VolatileStem = "amq.rabbitmq.reply-to.";

    public static string FanoutExchange(string topic) => topic + "_fanout";

    public static string FanoutQueue(string topic) => $"{topic}_fanout_{NewUnique()}";

    public static string ServerQueue(string topic, string server) => $"{topic}.{server}";

    /// <summary>The routing key of cancellations, which every .NET server of the topic receives.</summary>
    public static string CancelKey(string topic) => topic + CancelWord;

    public static string CancelQueue(string topic) => $"{topic}{CancelWord}_{NewUnique()}";

    public static string ReplyQueue() => ReplyStem + NewUnique();

    /// <summary>Whether a name is that of a reply queue: one of oslo.messaging's, or a volatile one, which is the broker's own.</summary>
    public static bool IsReplyQueue(string name) =>
        name.StartsWith(ReplyStem, StringComparison.Ordinal) || name.StartsWith(VolatileStem, StringComparison.Ordinal);

    /// <summary>The address of a queue.</summary>
    public static string Queue(string name) => "/queues/" + Uri.EscapeDataString(name);

    /// <summary>The address of an exchange, for messages with a routing key.</summary>
    public static string Exchange(string name, string key) => $"/exchanges/{Uri.EscapeDataString(name)}/{Uri.EscapeDataString(key)}";

    /// <summary>The address of an exchange, for messages without a routing key.</summary>
    public static string Exchange(string name) => "/exchanges/" + Uri.EscapeDataString(name);

    /// <summary>Whether an address is that of a queue.</summary>
    public static bool IsQueueAddress(string address) => address.StartsWith("/queues/", StringComparison.Ordinal);

    /// <summary>The name in the address of a queue.</summary>
    public static string NameOf(string queueAddress) => Uri.UnescapeDataString(queueAddress["/queues/".Length..]);

    private static string NewUnique() => Guid.NewGuid().ToString("N");
}

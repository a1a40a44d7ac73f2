using System.Globalization;

namespace Messaging.Drivers.Rabbit.Topology;

/// <summary>
/// Every name that the driver uses at the broker. Those of oslo.messaging, and two of our own: the queue of cancellations and that of dead letters.
/// </summary>
internal static class RabbitNames
{
    /// <summary>Where replies go: the exchange that routes to the queue named by the routing key.</summary>
    public const string DefaultExchange = "";

    /// <summary>Fanouts carry no routing key.</summary>
    public const string FanoutKey = "";

    // Only .NET servers bind it, so a Python service never sees a cancellation.
    private const string CancelWord = ".messaging_cancel";

    public static string Exchange(Target target, string controlExchange) => target.Exchange ?? controlExchange;

    /// <summary>The fanout exchange has no control exchange in its name: it is one for the virtual host.</summary>
    public static string FanoutExchange(string topic) => topic + "_fanout";

    /// <summary>The queue that all servers of a topic share, and its binding and routing key.</summary>
    public static string TopicQueue(string topic) => topic;

    /// <summary>The queue of one server, and its binding and routing key.</summary>
    public static string ServerQueue(string topic, string server) => topic + "." + server;

    /// <summary>The queue in which one .NET server takes cancellations.</summary>
    public static string CancelQueue(string topic, string unique) => CancelStem(topic) + unique;

    /// <summary>What the queue in which one server takes fanouts begins with. Its name is the same after a reconnect.</summary>
    public static string FanoutStem(string topic) => topic + "_fanout_";

    /// <summary>The stream in which all servers of a topic read fanouts.</summary>
    public static string FanoutStream(string topic) => topic + "_fanout";

    /// <summary>The routing key of cancellations, under which every .NET server of the topic gets them.</summary>
    public static string CancelKey(string topic) => topic + CancelWord;

    /// <summary>What the queue in which one .NET server takes cancellations begins with.</summary>
    public static string CancelStem(string topic) => topic + CancelWord + "_";

    /// <summary>The queue in which messages of a topic, or of a queue of notifications, are parked; also the exchange of the broker's own dead letters.</summary>
    public static string DeadLetterQueue(string owner) => owner + ".messaging_dead_letter";

    /// <summary>What the queue of a transport's replies begins with.</summary>
    public static string ReplyStem => "reply_";

    /// <summary>
    /// Whether it is the name of a queue for replies: one of oslo.messaging's, or one of the broker's own, which it makes for clients of AMQP 1.0
    /// and for those of its direct reply-to.
    /// </summary>
    public static bool IsReplyQueue(string name) =>
        name.StartsWith(ReplyStem, StringComparison.Ordinal) || name.StartsWith("amq.rabbitmq.reply-to.", StringComparison.Ordinal);

    /// <summary>The name of a consumer, by its number on its channel. The broker repeats it in each delivery, so it is short.</summary>
    public static string ConsumerTag(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>32 hexadecimal digits that nobody else has, as Python's uuid4 in hex.</summary>
    public static string NewUnique() => Guid.NewGuid().ToString("N");
}

using System.Globalization;

namespace Messaging.Drivers.Rabbit.Topology;

/// <summary>
/// Every name that the driver uses at the broker: those of oslo.messaging, and two of our own, the queues of cancellations and of dead
/// letters.
/// </summary>
internal static class RabbitNames
{
    /// <summary>Where replies are sent: the exchange that routes to the queue named by the routing key.</summary>
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

    /// <summary>The queue in which one .NET server receives cancellations.</summary>
    public static string CancelQueue(string topic, string unique) => CancelStem(topic) + unique;

    /// <summary>
    /// The beginning of the name of the queue in which one server receives fanouts. The name is the same after a reconnect.
    /// </summary>
    public static string FanoutStem(string topic) => topic + "_fanout_";

    /// <summary>The stream in which all servers of a topic read fanouts.</summary>
    public static string FanoutStream(string topic) => topic + "_fanout";

    /// <summary>The routing key of cancellations, under which every .NET server of the topic gets them.</summary>
    public static string CancelKey(string topic) => topic + CancelWord;

    /// <summary>The beginning of the name of the queue in which one .NET server receives cancellations.</summary>
    public static string CancelStem(string topic) => topic + CancelWord + "_";

    /// <summary>
    /// The queue in which messages of a topic, or of a notification queue, are parked; also the exchange of the broker's own dead letters.
    /// </summary>
    public static string DeadLetterQueue(string owner) => owner + ".messaging_dead_letter";

    /// <summary>The beginning of the name of a transport's reply queue.</summary>
    public static string ReplyStem => "reply_";

    /// <summary>
    /// Whether a name is that of a reply queue: one of oslo.messaging's, or one that the broker creates for AMQP 1.0 clients and for its
    /// direct reply-to.
    /// </summary>
    public static bool IsReplyQueue(string name) =>
        name.StartsWith(ReplyStem, StringComparison.Ordinal) || name.StartsWith("amq.rabbitmq.reply-to.", StringComparison.Ordinal);

    /// <summary>The name of a consumer, by its number on its channel. The broker repeats it in each delivery, so it is short.</summary>
    public static string ConsumerTag(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>32 unique hexadecimal digits, like Python's uuid4 in hex.</summary>
    public static string NewUnique() => Guid.NewGuid().ToString("N");
}

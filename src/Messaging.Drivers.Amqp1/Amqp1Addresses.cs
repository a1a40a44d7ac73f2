namespace Messaging.Drivers.Amqp1;

/// <summary>The addresses of <see cref="Amqp1Dialect.Generic"/>: patterns in which <c>{topic}</c> and its like stand for the names of a target.</summary>
/// <remarks>
/// All callers and servers have to have the same. What is null cannot be carried, and whoever tries it gets an error that says so. Read when the
/// transport is made; later changes have no effect.
/// </remarks>
public sealed class Amqp1Addresses
{
    /// <summary>The queue of a topic, of <c>{topic}</c> and <c>{exchange}</c>. In the URL: <c>topic_address</c>.</summary>
    /// <value><c>{topic}</c>.</value>
    public string Topic { get; set; } = "{topic}";

    /// <summary>
    /// The queue of one server, of <c>{topic}</c>, <c>{server}</c> and <c>{exchange}</c>, such as <c>{topic}.{server}</c>. In the URL:
    /// <c>server_address</c>.
    /// </summary>
    /// <value>Null: calls and casts cannot name a server.</value>
    public string? Server { get; set; }

    /// <summary>
    /// Where fanouts and cancellations are sent, of <c>{topic}</c> and <c>{exchange}</c>: something that gives a copy to all who receive from
    /// <see cref="FanoutSource"/>. In the URL: <c>fanout_address</c>.
    /// </summary>
    /// <value>Null: there are no fanouts, and servers do not learn that a caller gave up.</value>
    public string? Fanout { get; set; }

    /// <summary>
    /// Where a server receives fanouts, of <c>{topic}</c>, <c>{server}</c> and <c>{exchange}</c>, such as
    /// <c>{topic}.all/Subscriptions/{server}</c>. In the URL: <c>fanout_source</c>.
    /// </summary>
    /// <value>Null: at <see cref="Fanout"/> itself, of which the broker gives each receiver a copy.</value>
    public string? FanoutSource { get; set; }

    /// <summary>Where notifications of a topic are sent, of <c>{topic}</c>, which has the priority in it, and <c>{exchange}</c>. In the URL: <c>notification_address</c>.</summary>
    /// <value><c>{topic}</c>.</value>
    public string Notification { get; set; } = "{topic}";

    /// <summary>Where listeners without a pool receive notifications, of <c>{topic}</c> and <c>{exchange}</c>. In the URL: <c>notification_source</c>.</summary>
    /// <value>Null: at <see cref="Notification"/>.</value>
    public string? NotificationSource { get; set; }

    /// <summary>
    /// Where the listeners of a pool receive notifications, of <c>{topic}</c>, <c>{pool}</c> and <c>{exchange}</c>, such as
    /// <c>{topic}/Subscriptions/{pool}</c>. In the URL: <c>pool_source</c>.
    /// </summary>
    /// <value>Null: there are no pools.</value>
    public string? PoolSource { get; set; }

    /// <summary>
    /// The queue of the replies to this transport, in which <c>{machine}</c> is the name of the machine. No two transports may have the same, unless it
    /// has sessions (<see cref="Amqp1Options.ReplySessions"/>). In the URL: <c>reply_address</c>.
    /// </summary>
    /// <value>Null: the broker is asked for a queue (a dynamic node), which goes with the connection.</value>
    public string? Replies { get; set; }
}

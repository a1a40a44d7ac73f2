namespace Messaging.Drivers.Amqp1;

/// <summary>
/// The addresses of <see cref="Amqp1Dialect.Generic"/>: patterns in which placeholders such as <c>{topic}</c> stand for the names of a
/// target.
/// </summary>
/// <remarks>
/// All callers and servers must have the same addresses. What has no address (null) cannot be used, and an attempt fails with an error that
/// says so. Read when the transport is created; later changes have no effect.
/// </remarks>
public sealed class Amqp1Addresses
{
    /// <summary>The queue of a topic, from <c>{topic}</c> and <c>{exchange}</c>. In the URL: <c>topic_address</c>.</summary>
    /// <value><c>{topic}</c>.</value>
    public string Topic { get; set; } = "{topic}";

    /// <summary>
    /// The queue of one server, from <c>{topic}</c>, <c>{server}</c> and <c>{exchange}</c>, such as <c>{topic}.{server}</c>. In the URL:
    /// <c>server_address</c>.
    /// </summary>
    /// <value>Null: calls and casts cannot name a server.</value>
    public string? Server { get; set; }

    /// <summary>
    /// Where fanouts and cancellations are sent, from <c>{topic}</c> and <c>{exchange}</c>: an address that gives a copy to every receiver
    /// at <see cref="FanoutSource"/>. In the URL: <c>fanout_address</c>.
    /// </summary>
    /// <value>Null: fanouts are not possible, and servers do not learn that a caller gave up.</value>
    public string? Fanout { get; set; }

    /// <summary>
    /// Where a server receives fanouts, from <c>{topic}</c>, <c>{server}</c> and <c>{exchange}</c>, such as
    /// <c>{topic}.all/Subscriptions/{server}</c>. In the URL: <c>fanout_source</c>.
    /// </summary>
    /// <value>Null: at <see cref="Fanout"/> itself, where the broker gives each receiver a copy.</value>
    public string? FanoutSource { get; set; }

    /// <summary>
    /// Where notifications of a topic are sent, from <c>{topic}</c>, which includes the priority, and <c>{exchange}</c>. In the URL:
    /// <c>notification_address</c>.
    /// </summary>
    /// <value><c>{topic}</c>.</value>
    public string Notification { get; set; } = "{topic}";

    /// <summary>
    /// Where listeners without a pool receive notifications, from <c>{topic}</c> and <c>{exchange}</c>. In the URL:
    /// <c>notification_source</c>.
    /// </summary>
    /// <value>Null: at <see cref="Notification"/>.</value>
    public string? NotificationSource { get; set; }

    /// <summary>
    /// Where the listeners of a pool receive notifications, from <c>{topic}</c>, <c>{pool}</c> and <c>{exchange}</c>, such as
    /// <c>{topic}/Subscriptions/{pool}</c>. In the URL: <c>pool_source</c>.
    /// </summary>
    /// <value>Null: pools are not possible.</value>
    public string? PoolSource { get; set; }

    /// <summary>
    /// The queue of the replies to this transport, in which <c>{machine}</c> is the name of the machine. Two transports must not share one,
    /// unless the queue has sessions (<see cref="Amqp1Options.ReplySessions"/>). In the URL: <c>reply_address</c>.
    /// </summary>
    /// <value>Null: the broker is asked for a queue (a dynamic node), which is deleted with the connection.</value>
    public string? Replies { get; set; }
}

using System.Collections.Concurrent;
using Amqp;
using Amqp.Types;

namespace Messaging.Drivers.Amqp1.Topology;

/// <summary>Declares exchanges and queues as oslo.messaging does. Existing ones with other properties are used as they are.</summary>
internal sealed class TopologyDeclarer(Amqp1Settings settings)
{
    private const int Conflict = 409;
    private const int Failed = 300;

    private readonly BrokerManagement _management = new();
    private readonly ConcurrentDictionary<(string Exchange, string Topic), bool> _notificationQueues = new();

    public Task StartAsync(Session session, CancellationToken cancellationToken) => _management.StartAsync(session, cancellationToken);

    /// <summary>The topic exchange.</summary>
    public Task DeclareExchangeAsync(string name, CancellationToken cancellationToken) => DeclareAsync(
        "/exchanges/" + Uri.EscapeDataString(name), $"the exchange '{name}'",
        ExchangeBody("topic", settings.DurableQueues, autoDelete: false), cancellationToken);

    /// <summary>The exchange of a topic's fanouts, which is deleted with the topic's last server.</summary>
    public Task DeclareFanoutExchangeAsync(string name, CancellationToken cancellationToken) => DeclareAsync(
        "/exchanges/" + Uri.EscapeDataString(name), $"the exchange '{name}'",
        ExchangeBody("fanout", settings.DurableQueues, autoDelete: true), cancellationToken);

    /// <summary>A queue from which servers take work.</summary>
    public Task DeclareWorkQueueAsync(string name, CancellationToken cancellationToken) =>
        DeclareQueueAsync(name, autoDelete: false, exclusive: false, expires: false, cancellationToken);

    /// <summary>A queue in which one server receives fanouts. It is deleted when nobody has used it for a while.</summary>
    public Task DeclareFanoutQueueAsync(string name, CancellationToken cancellationToken) =>
        DeclareQueueAsync(name, autoDelete: false, exclusive: false, expires: true, cancellationToken);

    /// <summary>A queue that is deleted with its connection, which brokers that deny transient queues allow.</summary>
    public Task DeclareOwnQueueAsync(string name, CancellationToken cancellationToken) =>
        DeclareQueueAsync(name, autoDelete: false, exclusive: true, expires: false, cancellationToken);

    /// <summary>Binds a queue.</summary>
    public async Task BindAsync(string exchange, string queue, string key, CancellationToken cancellationToken)
    {
        var body = new Map
        {
            ["source"] = exchange, ["destination_queue"] = queue, ["binding_key"] = key, ["arguments"] = new Map(),
        };
        var (status, reason) = await _management.RequestAsync("POST", "/bindings", body, cancellationToken).ConfigureAwait(false);
        if (status >= Failed)
        {
            throw Refused($"the binding of the queue '{queue}' to the exchange '{exchange}'", status, reason);
        }
    }

    /// <summary>Creates the queue in which notifications wait for their first listener.</summary>
    public async ValueTask EnsureNotificationQueueAsync(string exchange, string topic, CancellationToken cancellationToken)
    {
        if (_notificationQueues.ContainsKey((exchange, topic)))
        {
            return;
        }

        await DeclareExchangeAsync(exchange, cancellationToken).ConfigureAwait(false);
        await DeclareWorkQueueAsync(topic, cancellationToken).ConfigureAwait(false);
        await BindAsync(exchange, topic, topic, cancellationToken).ConfigureAwait(false);
        _notificationQueues[(exchange, topic)] = true;
    }

    /// <summary>A notification queue turned out to be missing.</summary>
    public void ForgetNotificationQueue(string exchange, string topic) => _notificationQueues.TryRemove((exchange, topic), out _);

    /// <summary>Deletes a queue that nobody else uses.</summary>
    public Task DeleteQueueAsync(string name, CancellationToken cancellationToken) =>
        _management.RequestAsync("DELETE", BrokerNames.Queue(name), null, cancellationToken);

    private static Map ExchangeBody(string type, bool durable, bool autoDelete) => new()
    {
        ["durable"] = durable, ["auto_delete"] = autoDelete, ["type"] = type, ["internal"] = false, ["arguments"] = new Map(),
    };

    private Task DeclareQueueAsync(string name, bool autoDelete, bool exclusive, bool expires, CancellationToken cancellationToken)
    {
        var arguments = new Map();
        if (expires && settings.TransientQueueTtl > TimeSpan.Zero)
        {
            // RabbitMQ needs more than zero, and a value that fits into its 32 bits.
            arguments["x-expires"] = (int)Math.Clamp(settings.TransientQueueTtl.TotalMilliseconds, 1, int.MaxValue);
        }

        var body = new Map
        {
            ["durable"] = settings.DurableQueues, ["auto_delete"] = autoDelete, ["exclusive"] = exclusive, ["arguments"] = arguments,
        };
        return DeclareAsync(BrokerNames.Queue(name), $"the queue '{name}'", body, cancellationToken);
    }

    private async Task DeclareAsync(string path, string what, Map body, CancellationToken cancellationToken)
    {
        var (status, reason) = await _management.RequestAsync("PUT", path, body, cancellationToken).ConfigureAwait(false);
        if (status >= Failed && status != Conflict)
        {
            throw Refused(what, status, reason);
        }
    }

    private static DeliveryException Refused(string what, int status, string? reason) => new(
        $"The broker refused {what} ({status}): {reason ?? "it gives no reason"}. Check the user's permissions, and durable_queues.",
        isTransient: false);
}

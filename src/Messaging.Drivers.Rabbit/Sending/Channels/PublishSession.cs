using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Declaring;
using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Verdicts;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit.Sending.Channels;

/// <summary>The publishing side of one connection: its channels, and what is known of the messages that the broker accepts there.</summary>
internal sealed class PublishSession
{
    private readonly ILogger _logger;

    public PublishSession(BrokerSession connection, TopologyDeclarer topology, RabbitRuntime runtime)
    {
        _logger = runtime.Logger;
        Connection = connection;
        Topology = topology;
        Refusals = new Refusals(runtime.Time);
        Channels = new ChannelPools(this, runtime);
        connection.OnEnding(Channels.Close);
    }

    public BrokerSession Connection { get; }

    /// <summary>The exchanges and queues declared through this connection.</summary>
    public TopologyDeclarer Topology { get; }

    /// <summary>The channels to publish through.</summary>
    public ChannelPools Channels { get; }

    /// <summary>The routes to which the connection was not allowed to publish.</summary>
    public Refusals Refusals { get; }

    /// <summary>How large a message the broker accepts.</summary>
    public MessageSizes Sizes { get; } = new();

    /// <summary>What the broker has said that it does not take is not sent to it.</summary>
    /// <exception cref="DeliveryException">It is of that kind.</exception>
    public void ThrowIfRefused(Shipment shipment)
    {
        Refusals.ThrowIfRefused(shipment.Route);
        if (Sizes.Find(shipment.Body.Length) is { } tooLarge)
        {
            throw tooLarge.ToException(shipment.What);
        }
    }

    /// <summary>The broker closed a channel because its user may not publish something.</summary>
    public void OnForbidden(AccessRefusal refusal)
    {
        var why = refusal.ExplainPublishing();
        Refusals.Add(refusal.ForbiddenExchange ?? "", refusal.ForbiddenKey, why);
        RabbitLog.PublishForbidden(_logger, why);
    }
}

using Messaging.Drivers.Rabbit.Connecting;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>A consumer on a channel that a <see cref="ChannelKeeper"/> maintains.</summary>
internal interface IChannelUser
{
    /// <summary>Its name in the log.</summary>
    string Name { get; }

    /// <summary>Opens a channel on the session, declares what is needed and starts to consume.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="rebuild">To be called, with the reason, when a consumer ended though its channel did not: everything is torn down and
    /// set up again.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing is left behind.</param>
    Task<IChannel> SetUpAsync(BrokerSession session, Action<string> rebuild, CancellationToken cancellationToken);

    /// <summary>The channel is about to be closed, or has ended already.</summary>
    Task TearDownAsync(IChannel channel);
}

using Messaging.Drivers.Rabbit.Connecting;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>What consumes on a channel that a <see cref="ChannelKeeper"/> keeps.</summary>
internal interface IChannelUser
{
    /// <summary>What it is called in the log.</summary>
    string Name { get; }

    /// <summary>Opens a channel on the session, declares what is needed and starts to consume.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="rebuild">To call, with the reason, when a consumer ended though its channel did not: all is torn down and set up
    /// again.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing is left behind.</param>
    Task<IChannel> SetUpAsync(BrokerSession session, Action<string> rebuild, CancellationToken cancellationToken);

    /// <summary>The channel is about to be closed, or is gone already.</summary>
    Task TearDownAsync(IChannel channel);
}

using Messaging.Drivers.Rabbit.Connecting;

namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>Consumers watched by a <see cref="ConsumerWatch"/>.</summary>
internal interface IWatchedConsumers
{
    /// <summary>How many messages have arrived. Any change proves that the consumers are alive.</summary>
    long Received { get; }

    /// <summary>How many of them were messages to work on.</summary>
    long Work { get; }

    /// <summary>Whether lasting silence would be a fault: calls wait for replies, or there is room for more work.</summary>
    bool IsExpecting { get; }

    /// <summary>Looks for the reason why nothing has arrived for a whole interval. Called once an interval while that lasts.</summary>
    /// <returns>Why the consumers are dead, or null when they are idle, or it cannot be told.</returns>
    Task<string?> DiagnoseAsync(BrokerSession session);

    /// <summary>Declares the exchanges and binds the queues again, in case they were deleted or unbound.</summary>
    Task RestoreAsync(BrokerSession session, CancellationToken cancellationToken);

    /// <summary>Messages have arrived: earlier suspicions are void.</summary>
    void OnAlive();

    /// <summary>The consumers were found dead and are about to be set up again: messages delivered to them are lost.</summary>
    void OnDead();
}

using Messaging.Drivers.Rabbit.Connecting;

namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>Consumers that a <see cref="ConsumerWatch"/> looks after.</summary>
internal interface IWatchedConsumers
{
    /// <summary>How much has come. Any change of it is a sign of life.</summary>
    long Received { get; }

    /// <summary>How many of that were messages to work on.</summary>
    long Work { get; }

    /// <summary>Whether something would be wrong if nothing came for ever: calls wait for replies, or there is room for more work.</summary>
    bool IsExpecting { get; }

    /// <summary>Looks for the reason why nothing has come for a whole interval. Called once an interval while that lasts.</summary>
    /// <returns>Why the consumers are dead, or null when they are idle, or nobody can tell.</returns>
    Task<string?> DiagnoseAsync(BrokerSession session);

    /// <summary>Declares and binds again what leads to the queues, in case somebody took it away.</summary>
    Task RestoreAsync(BrokerSession session, CancellationToken cancellationToken);

    /// <summary>Something has come: earlier suspicions are void.</summary>
    void OnAlive();

    /// <summary>They were found dead and are about to be set up anew: what they were sent is lost.</summary>
    void OnDead();
}

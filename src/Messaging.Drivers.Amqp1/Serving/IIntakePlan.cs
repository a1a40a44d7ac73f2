using Messaging.Drivers.Amqp1.Connections;

namespace Messaging.Drivers.Amqp1.Serving;

/// <summary>What an intake takes messages from.</summary>
internal interface IIntakePlan
{
    /// <summary>What it is, for logs and errors.</summary>
    string Name { get; }

    /// <summary>The queues of messages.</summary>
    IReadOnlyList<string> Queues { get; }

    /// <summary>The queue of cancellations, or null.</summary>
    string? CancelQueue { get; }

    /// <summary>Declares and binds what is needed, on a new connection.</summary>
    Task DeclareAsync(BrokerSession session, CancellationToken cancellationToken);

    /// <summary>Removes what belongs to this intake alone.</summary>
    Task RemoveAsync(BrokerSession session, CancellationToken cancellationToken);
}

using Messaging.Drivers.Amqp1.Addressing;
using Messaging.Drivers.Amqp1.Connections;
using Messaging.Drivers.Amqp1.Dialects;

namespace Messaging.Drivers.Amqp1.Serving;

/// <summary>The queues and addresses that an intake receives from.</summary>
internal interface IIntakePlan
{
    /// <summary>The name of the intake, for logs and errors.</summary>
    string Name { get; }

    /// <summary>The addresses that messages are received from.</summary>
    /// <exception cref="DeliveryException">The dialect has no such addresses.</exception>
    IReadOnlyList<ListenAddress> AddressesIn(Dialect dialect);

    /// <summary>The address that cancellations are received from, or null.</summary>
    string? CancelAddressIn(Dialect dialect);

    /// <summary>Declares and binds what the intake needs on a new connection, if the dialect has a topology.</summary>
    Task DeclareAsync(BrokerSession session, CancellationToken cancellationToken);

    /// <summary>Removes what belongs to this intake alone, as far as that is possible now.</summary>
    Task RemoveAsync(BrokerSession session, CancellationToken cancellationToken);
}

using Messaging.Drivers.Amqp1.Addressing;
using Messaging.Drivers.Amqp1.Connections;
using Messaging.Drivers.Amqp1.Dialects;

namespace Messaging.Drivers.Amqp1.Serving;

/// <summary>The sources of messages of an intake.</summary>
internal interface IIntakePlan
{
    /// <summary>Its name, for logs and errors.</summary>
    string Name { get; }

    /// <summary>The addresses from which messages come.</summary>
    /// <exception cref="DeliveryException">The dialect does not support this.</exception>
    IReadOnlyList<ListenAddress> AddressesIn(Dialect dialect);

    /// <summary>The address from which cancellations come, or null.</summary>
    string? CancelAddressIn(Dialect dialect);

    /// <summary>Declares and binds what the intake needs on a new connection, if the dialect has a topology.</summary>
    Task DeclareAsync(BrokerSession session, CancellationToken cancellationToken);

    /// <summary>Removes what belongs only to this intake, as far as that is possible now.</summary>
    Task RemoveAsync(BrokerSession session, CancellationToken cancellationToken);
}

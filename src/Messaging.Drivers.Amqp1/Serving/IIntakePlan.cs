using Messaging.Drivers.Amqp1.Addressing;
using Messaging.Drivers.Amqp1.Connections;
using Messaging.Drivers.Amqp1.Dialects;

namespace Messaging.Drivers.Amqp1.Serving;

/// <summary>What an intake takes messages from.</summary>
internal interface IIntakePlan
{
    /// <summary>What it is, for logs and errors.</summary>
    string Name { get; }

    /// <summary>The addresses that messages come from.</summary>
    /// <exception cref="DeliveryException">The dialect has no such thing.</exception>
    IReadOnlyList<ListenAddress> AddressesIn(Dialect dialect);

    /// <summary>The address that cancellations come from, or null.</summary>
    string? CancelAddressIn(Dialect dialect);

    /// <summary>Declares and binds what is needed, on a new connection with a topology.</summary>
    Task DeclareAsync(BrokerSession session, CancellationToken cancellationToken);

    /// <summary>Removes what belongs to this intake alone, as far as that can be done now.</summary>
    Task RemoveAsync(BrokerSession session, CancellationToken cancellationToken);
}

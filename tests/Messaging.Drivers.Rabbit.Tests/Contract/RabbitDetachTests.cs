using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitDetachTests(BrokerNode broker) : DetachContract(new RabbitFixture(broker));

using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitLifetimeTests(BrokerNode broker) : LifetimeContract(new RabbitFixture(broker));

using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitRoutingTests(BrokerNode broker) : RoutingContract(new RabbitFixture(broker));

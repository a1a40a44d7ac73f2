using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitRedeliveryTests(BrokerNode broker) : RedeliveryContract(new RabbitFixture(broker));

using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitOverloadTests(BrokerNode broker) : OverloadContract(new RabbitFixture(broker));

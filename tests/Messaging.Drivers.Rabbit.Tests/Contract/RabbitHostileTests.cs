using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitHostileTests(BrokerNode broker) : HostileContract(new RabbitFixture(broker));

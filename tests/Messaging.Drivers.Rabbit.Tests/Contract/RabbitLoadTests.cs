using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitLoadTests(BrokerNode broker) : LoadContract(new RabbitFixture(broker));

using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitDeadlineTests(BrokerNode broker) : DeadlineContract(new RabbitFixture(broker));

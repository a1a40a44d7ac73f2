using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitBlockingTests(BrokerNode broker) : BlockingContract(new RabbitFixture(broker));

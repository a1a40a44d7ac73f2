using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitErrorTests(BrokerNode broker) : ErrorContract(new RabbitFixture(broker));

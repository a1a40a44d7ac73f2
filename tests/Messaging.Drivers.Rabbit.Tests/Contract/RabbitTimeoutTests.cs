using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitTimeoutTests(BrokerNode broker) : TimeoutContract(new RabbitFixture(broker));

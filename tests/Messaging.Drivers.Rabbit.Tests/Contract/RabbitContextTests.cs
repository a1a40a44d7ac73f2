using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitContextTests(BrokerNode broker) : ContextContract(new RabbitFixture(broker));

using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitResultTests(BrokerNode broker) : ResultContract(new RabbitFixture(broker));

using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitStolenIdTests(BrokerNode broker) : StolenIdContract(new RabbitFixture(broker));

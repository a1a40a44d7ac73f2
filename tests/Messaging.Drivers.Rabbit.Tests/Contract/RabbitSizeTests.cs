using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitSizeTests(BrokerNode broker) : SizeContract(new RabbitFixture(broker));

using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitVersionTests(BrokerNode broker) : VersionContract(new RabbitFixture(broker));

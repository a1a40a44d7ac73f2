using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitArgumentTests(BrokerNode broker) : ArgumentContract(new RabbitFixture(broker));

using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitCallerContextTests(BrokerNode broker) : CallerContextContract(new RabbitFixture(broker));

using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitDuplicateTests(BrokerNode broker) : DuplicateContract(new RabbitFixture(broker));

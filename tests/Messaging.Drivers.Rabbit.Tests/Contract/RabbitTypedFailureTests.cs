using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitTypedFailureTests(BrokerNode broker) : TypedFailureContract(new RabbitFixture(broker));

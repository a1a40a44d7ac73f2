using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitTypedDeadlineTests(BrokerNode broker) : TypedDeadlineContract(new RabbitFixture(broker));

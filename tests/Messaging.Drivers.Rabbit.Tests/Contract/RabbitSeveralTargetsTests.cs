using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitSeveralTargetsTests(BrokerNode broker) : SeveralTargetsContract(new RabbitFixture(broker));

using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitUserTypeTests(BrokerNode broker) : UserTypeContract(new RabbitFixture(broker));

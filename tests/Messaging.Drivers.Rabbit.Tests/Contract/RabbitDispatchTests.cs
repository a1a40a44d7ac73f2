using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitDispatchTests(BrokerNode broker) : DispatchContract(new RabbitFixture(broker));

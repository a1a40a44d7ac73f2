using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitDrainTests(BrokerNode broker) : DrainContract(new RabbitFixture(broker));

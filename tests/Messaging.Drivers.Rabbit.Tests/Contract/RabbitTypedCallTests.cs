using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitTypedCallTests(BrokerNode broker) : TypedCallContract(new RabbitFixture(broker));

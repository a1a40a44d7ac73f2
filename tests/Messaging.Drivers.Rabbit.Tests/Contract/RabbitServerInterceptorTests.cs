using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitServerInterceptorTests(BrokerNode broker) : ServerInterceptorContract(new RabbitFixture(broker));

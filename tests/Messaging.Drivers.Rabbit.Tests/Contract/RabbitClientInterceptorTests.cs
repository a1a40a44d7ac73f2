using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitClientInterceptorTests(BrokerNode broker) : ClientInterceptorContract(new RabbitFixture(broker));

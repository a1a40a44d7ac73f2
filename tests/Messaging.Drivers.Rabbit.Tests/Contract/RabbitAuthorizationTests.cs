using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitAuthorizationTests(BrokerNode broker) : AuthorizationContract(new RabbitFixture(broker));

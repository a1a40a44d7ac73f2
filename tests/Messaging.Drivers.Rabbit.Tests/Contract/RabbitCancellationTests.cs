using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitCancellationTests(BrokerNode broker) : CancellationContract(new RabbitFixture(broker));

using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitMonitorTests(BrokerNode broker) : MonitorContract(new RabbitFixture(broker));

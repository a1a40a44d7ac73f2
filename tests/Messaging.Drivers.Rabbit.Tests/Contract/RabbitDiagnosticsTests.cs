using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitDiagnosticsTests(BrokerNode broker) : DiagnosticsContract(new RabbitFixture(broker));

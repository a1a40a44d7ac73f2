using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitNotificationDiagnosticsTests(BrokerNode broker) : NotificationDiagnosticsContract(new RabbitFixture(broker));

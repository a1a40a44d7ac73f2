using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitNotificationEndingTests(BrokerNode broker) : NotificationEndingContract(new RabbitFixture(broker));

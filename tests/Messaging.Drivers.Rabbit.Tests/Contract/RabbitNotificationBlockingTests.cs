using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitNotificationBlockingTests(BrokerNode broker) : NotificationBlockingContract(new RabbitFixture(broker));

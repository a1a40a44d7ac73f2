using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitNotificationTests(BrokerNode broker) : NotificationContract(new RabbitFixture(broker));

using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitNotificationBatchTests(BrokerNode broker) : NotificationBatchContract(new RabbitFixture(broker));

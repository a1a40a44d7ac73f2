using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

public sealed class RabbitForgedCallTests(BrokerNode broker) : ForgedCallContract(new RabbitFixture(broker));

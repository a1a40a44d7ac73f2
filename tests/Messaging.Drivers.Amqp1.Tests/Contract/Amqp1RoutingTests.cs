using Messaging.DriverContract;
using Messaging.Drivers.Amqp1.Tests.OnBroker;

namespace Messaging.Drivers.Amqp1.Tests.Contract;

public sealed class Amqp1RoutingTests(ContractBroker broker) : RoutingContract(new Amqp1Fixture(broker));

using Messaging.DriverContract;
using Messaging.Drivers.Amqp1.Tests.OnBroker;

namespace Messaging.Drivers.Amqp1.Tests.Contract;

public sealed class Amqp1VersionTests(ContractBroker broker) : VersionContract(new Amqp1Fixture(broker));

using Messaging.DriverContract;
using Messaging.Drivers.Amqp1.Tests.OnBroker;

namespace Messaging.Drivers.Amqp1.Tests.Contract;

public sealed class Amqp1CallerContextTests(ContractBroker broker) : CallerContextContract(new Amqp1Fixture(broker));

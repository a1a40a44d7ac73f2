using Messaging.DriverContract;
using Messaging.Drivers.Amqp1.Tests.OnBroker;

namespace Messaging.Drivers.Amqp1.Tests.Contract;

public sealed class Amqp1TypedDeadlineTests(ContractBroker broker) : TypedDeadlineContract(new Amqp1Fixture(broker));

using Messaging.DriverContract;
using Messaging.Drivers.Amqp1.Tests.OnBroker;

namespace Messaging.Drivers.Amqp1.Tests.Contract;

public sealed class Amqp1AuthorizationTests(ContractBroker broker) : AuthorizationContract(new Amqp1Fixture(broker));

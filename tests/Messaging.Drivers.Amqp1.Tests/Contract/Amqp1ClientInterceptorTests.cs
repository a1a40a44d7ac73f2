using Messaging.DriverContract;
using Messaging.Drivers.Amqp1.Tests.OnBroker;

namespace Messaging.Drivers.Amqp1.Tests.Contract;

public sealed class Amqp1ClientInterceptorTests(ContractBroker broker) : ClientInterceptorContract(new Amqp1Fixture(broker));

using Messaging.DriverContract;
using Messaging.Drivers.Amqp1.Tests.OnBroker;

namespace Messaging.Drivers.Amqp1.Tests.Contract;

public sealed class Amqp1ServerInterceptorTests(ContractBroker broker) : ServerInterceptorContract(new Amqp1Fixture(broker));

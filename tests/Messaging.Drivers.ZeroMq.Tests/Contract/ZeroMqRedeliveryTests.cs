using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqRedeliveryTests() : RedeliveryContract(new ZeroMqFixture());

using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqArgumentTests() : ArgumentContract(new ZeroMqFixture());

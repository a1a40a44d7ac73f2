using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqHostileTests() : HostileContract(new ZeroMqFixture());

using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqVersionTests() : VersionContract(new ZeroMqFixture());

using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqDeadlineTests() : DeadlineContract(new ZeroMqFixture());

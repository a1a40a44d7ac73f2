using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqTimeoutTests() : TimeoutContract(new ZeroMqFixture());

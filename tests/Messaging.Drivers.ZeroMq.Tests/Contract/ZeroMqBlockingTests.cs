using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqBlockingTests() : BlockingContract(new ZeroMqFixture());

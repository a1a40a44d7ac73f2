using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqOverloadTests() : OverloadContract(new ZeroMqFixture());

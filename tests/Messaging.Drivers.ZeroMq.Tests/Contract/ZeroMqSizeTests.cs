using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqSizeTests() : SizeContract(new ZeroMqFixture());

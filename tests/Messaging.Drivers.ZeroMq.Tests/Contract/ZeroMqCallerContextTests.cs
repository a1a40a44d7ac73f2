using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqCallerContextTests() : CallerContextContract(new ZeroMqFixture());

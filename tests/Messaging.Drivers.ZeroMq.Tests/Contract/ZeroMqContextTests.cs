using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqContextTests() : ContextContract(new ZeroMqFixture());

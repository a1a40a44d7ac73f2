using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqDetachTests() : DetachContract(new ZeroMqFixture());

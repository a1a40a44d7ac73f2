using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqLoadTests() : LoadContract(new ZeroMqFixture());

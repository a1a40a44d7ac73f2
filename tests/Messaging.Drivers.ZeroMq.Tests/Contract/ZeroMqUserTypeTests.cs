using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqUserTypeTests() : UserTypeContract(new ZeroMqFixture());

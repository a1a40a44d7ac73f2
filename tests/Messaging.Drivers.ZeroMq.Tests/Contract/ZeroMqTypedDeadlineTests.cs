using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqTypedDeadlineTests() : TypedDeadlineContract(new ZeroMqFixture());

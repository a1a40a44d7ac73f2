using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqTypedFailureTests() : TypedFailureContract(new ZeroMqFixture());

using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqTypedCallTests() : TypedCallContract(new ZeroMqFixture());

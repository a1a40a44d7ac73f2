using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqServerInterceptorTests() : ServerInterceptorContract(new ZeroMqFixture());

using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqClientInterceptorTests() : ClientInterceptorContract(new ZeroMqFixture());

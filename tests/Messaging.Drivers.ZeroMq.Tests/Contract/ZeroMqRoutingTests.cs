using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqRoutingTests() : RoutingContract(new ZeroMqFixture());

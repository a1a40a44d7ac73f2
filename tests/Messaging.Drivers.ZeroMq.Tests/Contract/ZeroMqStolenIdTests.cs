using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqStolenIdTests() : StolenIdContract(new ZeroMqFixture());

using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqDispatchTests() : DispatchContract(new ZeroMqFixture());

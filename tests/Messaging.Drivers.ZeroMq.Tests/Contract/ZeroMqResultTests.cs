using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqResultTests() : ResultContract(new ZeroMqFixture());

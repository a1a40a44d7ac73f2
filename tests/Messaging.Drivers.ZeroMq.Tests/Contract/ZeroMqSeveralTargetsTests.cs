using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqSeveralTargetsTests() : SeveralTargetsContract(new ZeroMqFixture());

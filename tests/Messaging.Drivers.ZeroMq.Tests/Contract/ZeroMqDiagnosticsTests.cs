using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqDiagnosticsTests() : DiagnosticsContract(new ZeroMqFixture());

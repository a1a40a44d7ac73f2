using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryDiagnosticsTests() : DiagnosticsContract(new InMemoryFixture());

using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryMonitorTests() : MonitorContract(new InMemoryFixture());

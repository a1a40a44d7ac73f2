using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryNotificationDiagnosticsTests() : NotificationDiagnosticsContract(new InMemoryFixture());

using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryNotificationEndingTests() : NotificationEndingContract(new InMemoryFixture());

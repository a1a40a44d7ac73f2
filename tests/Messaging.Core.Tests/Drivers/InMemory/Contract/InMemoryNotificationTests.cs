using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryNotificationTests() : NotificationContract(new InMemoryFixture());

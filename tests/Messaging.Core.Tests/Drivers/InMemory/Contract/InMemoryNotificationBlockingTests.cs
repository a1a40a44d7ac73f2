using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryNotificationBlockingTests() : NotificationBlockingContract(new InMemoryFixture());

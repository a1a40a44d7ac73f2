using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryNotificationBatchTests() : NotificationBatchContract(new InMemoryFixture());

using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryTypedDeadlineTests() : TypedDeadlineContract(new InMemoryFixture());

using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryDeadlineTests() : DeadlineContract(new InMemoryFixture());

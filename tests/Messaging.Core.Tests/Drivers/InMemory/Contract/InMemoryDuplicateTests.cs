using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryDuplicateTests() : DuplicateContract(new InMemoryFixture());

using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryErrorTests() : ErrorContract(new InMemoryFixture());

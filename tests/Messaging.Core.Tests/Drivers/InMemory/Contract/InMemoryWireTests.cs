using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryWireTests() : WireContract(new InMemoryFixture());

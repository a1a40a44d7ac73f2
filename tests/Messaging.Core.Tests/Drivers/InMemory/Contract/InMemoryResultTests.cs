using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryResultTests() : ResultContract(new InMemoryFixture());

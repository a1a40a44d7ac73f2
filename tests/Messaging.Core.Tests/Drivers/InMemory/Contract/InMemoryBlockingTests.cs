using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryBlockingTests() : BlockingContract(new InMemoryFixture());

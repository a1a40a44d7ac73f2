using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryContextTests() : ContextContract(new InMemoryFixture());

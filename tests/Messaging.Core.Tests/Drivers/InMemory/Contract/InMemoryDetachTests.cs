using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryDetachTests() : DetachContract(new InMemoryFixture());

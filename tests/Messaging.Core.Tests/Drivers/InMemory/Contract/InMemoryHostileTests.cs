using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryHostileTests() : HostileContract(new InMemoryFixture());

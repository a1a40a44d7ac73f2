using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryDrainTests() : DrainContract(new InMemoryFixture());

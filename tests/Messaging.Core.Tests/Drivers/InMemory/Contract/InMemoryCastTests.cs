using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryCastTests() : CastContract(new InMemoryFixture());

using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryStolenIdTests() : StolenIdContract(new InMemoryFixture());

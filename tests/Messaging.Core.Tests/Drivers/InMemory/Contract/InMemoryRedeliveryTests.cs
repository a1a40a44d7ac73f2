using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryRedeliveryTests() : RedeliveryContract(new InMemoryFixture());

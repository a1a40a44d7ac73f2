using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemorySizeTests() : SizeContract(new InMemoryFixture());

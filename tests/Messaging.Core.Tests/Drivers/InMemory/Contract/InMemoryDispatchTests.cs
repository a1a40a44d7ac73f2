using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryDispatchTests() : DispatchContract(new InMemoryFixture());

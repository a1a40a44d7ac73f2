using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryArgumentTests() : ArgumentContract(new InMemoryFixture());

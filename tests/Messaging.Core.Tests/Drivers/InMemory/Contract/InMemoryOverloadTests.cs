using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryOverloadTests() : OverloadContract(new InMemoryFixture());

using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryCallerContextTests() : CallerContextContract(new InMemoryFixture());

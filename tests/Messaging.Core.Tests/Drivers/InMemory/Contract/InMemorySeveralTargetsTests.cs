using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemorySeveralTargetsTests() : SeveralTargetsContract(new InMemoryFixture());

using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryTypedFailureTests() : TypedFailureContract(new InMemoryFixture());

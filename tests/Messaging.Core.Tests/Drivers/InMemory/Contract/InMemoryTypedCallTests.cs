using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryTypedCallTests() : TypedCallContract(new InMemoryFixture());

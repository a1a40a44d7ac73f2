using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryRoutingTests() : RoutingContract(new InMemoryFixture());

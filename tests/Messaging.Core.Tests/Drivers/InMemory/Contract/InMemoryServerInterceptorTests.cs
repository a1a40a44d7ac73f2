using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryServerInterceptorTests() : ServerInterceptorContract(new InMemoryFixture());

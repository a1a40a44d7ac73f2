using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryClientInterceptorTests() : ClientInterceptorContract(new InMemoryFixture());

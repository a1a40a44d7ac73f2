using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryLifetimeTests() : LifetimeContract(new InMemoryFixture());

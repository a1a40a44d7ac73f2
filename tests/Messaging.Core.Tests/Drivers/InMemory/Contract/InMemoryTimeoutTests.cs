using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryTimeoutTests() : TimeoutContract(new InMemoryFixture());

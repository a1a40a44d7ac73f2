using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryLoadTests() : LoadContract(new InMemoryFixture());

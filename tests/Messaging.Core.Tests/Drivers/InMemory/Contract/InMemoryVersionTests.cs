using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryVersionTests() : VersionContract(new InMemoryFixture());

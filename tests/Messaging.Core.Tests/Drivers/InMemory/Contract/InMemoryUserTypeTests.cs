using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryUserTypeTests() : UserTypeContract(new InMemoryFixture());

using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryAuthorizationTests() : AuthorizationContract(new InMemoryFixture());

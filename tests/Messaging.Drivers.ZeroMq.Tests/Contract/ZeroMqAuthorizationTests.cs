using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqAuthorizationTests() : AuthorizationContract(new ZeroMqFixture());

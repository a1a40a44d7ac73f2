using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqLifetimeTests() : LifetimeContract(new ZeroMqFixture(Serving.Somebody));

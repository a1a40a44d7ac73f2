using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqCastTests() : CastContract(new ZeroMqFixture(Serving.Somebody));

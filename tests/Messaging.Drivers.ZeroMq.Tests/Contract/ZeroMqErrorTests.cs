using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqErrorTests() : ErrorContract(new ZeroMqFixture(Serving.Somebody));

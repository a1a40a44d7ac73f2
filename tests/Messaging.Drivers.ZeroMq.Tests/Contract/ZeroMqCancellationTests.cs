using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqCancellationTests() : CancellationContract(new ZeroMqFixture());

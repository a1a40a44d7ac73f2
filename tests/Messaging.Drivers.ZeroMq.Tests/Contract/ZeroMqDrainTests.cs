using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqDrainTests() : DrainContract(new ZeroMqFixture());

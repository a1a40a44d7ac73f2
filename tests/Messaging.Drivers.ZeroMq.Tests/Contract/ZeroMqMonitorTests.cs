using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqMonitorTests() : MonitorContract(new ZeroMqFixture());

using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

public sealed class ZeroMqDuplicateTests() : DuplicateContract(new ZeroMqFixture());

using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryCancellationTests() : CancellationContract(new InMemoryFixture());

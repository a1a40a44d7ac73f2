using Messaging.DriverContract;

namespace Messaging.Core.Tests.Drivers.InMemory;

public sealed class InMemoryForgedCallTests() : ForgedCallContract(new InMemoryFixture());

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>Makes drivers as the real factory does, and keeps the last one, so that a test can look inside.</summary>
public sealed class CapturingFactory : IDriverFactory
{
    private readonly RabbitDriverFactory _inner = new();

    public IReadOnlyList<string> Schemes => _inner.Schemes;

    internal BrokerDriver Driver { get; private set; } = null!;

    public IDriver Create(TransportUrl url, DriverContext context) => Driver = (BrokerDriver)_inner.Create(url, context);
}

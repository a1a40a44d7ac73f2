using Messaging.Drivers.Amqp1.Tests.Generic;

[assembly: AssemblyFixture(typeof(SharedGenericBroker))]

namespace Messaging.Drivers.Amqp1.Tests.Generic;

/// <summary>The broker of the contract's tests: whoever receives has the queue made, as at Artemis, and replies have an address of the broker's.</summary>
public sealed class SharedGenericBroker : IDisposable
{
    private const string Patterns =
        "topic_address={exchange}/{topic}&server_address={exchange}/{topic}.{server}&fanout_address={exchange}/{topic}.all"
        + "&fanout_source={exchange}/{topic}.all/Subscriptions/{server}&notification_address=notify/{exchange}/{topic}"
        + "&pool_source=notify/{exchange}/{topic}/Subscriptions/{pool}&notification_source=notify/{exchange}/{topic}/Subscriptions/nobodys";

    private readonly GenericBroker _broker = new(new GenericBrokerSetup { MakesQueues = true, HasDynamicNodes = true });

    public int Port => _broker.Port;

    public string Url => _broker.Url(Patterns);

    public void Dispose() => _broker.Dispose();
}

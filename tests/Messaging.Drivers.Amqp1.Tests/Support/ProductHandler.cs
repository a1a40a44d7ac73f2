using Amqp.Framing;
using Amqp.Handler;
using Amqp.Types;

namespace Messaging.Drivers.Amqp1.Tests.Support;

/// <summary>Says to each client what the broker is.</summary>
internal sealed class ProductHandler(string product) : IHandler
{
    public bool CanHandle(EventId id) => id == EventId.ConnectionLocalOpen;

    public void Handle(Event protocolEvent) => ((Open)protocolEvent.Context).Properties = new Fields { [new Symbol("product")] = product };
}

using Amqp.Framing;
using Amqp.Handler;

namespace Messaging.Drivers.Amqp1.Tests.Generic;

/// <summary>Says to each client how large a message may be, and remembers by which name the broker was called.</summary>
internal sealed class GenericHandler(ulong maxMessageSize, Action<string?> onHostName) : IHandler
{
    public bool CanHandle(EventId id) => id is EventId.LinkLocalOpen or EventId.ConnectionRemoteOpen;

    public void Handle(Event protocolEvent)
    {
        if (protocolEvent.Context is Open open)
        {
            onHostName(open.HostName);
        }
        else if (maxMessageSize > 0)
        {
            ((Attach)protocolEvent.Context).MaxMessageSize = maxMessageSize;
        }
    }
}

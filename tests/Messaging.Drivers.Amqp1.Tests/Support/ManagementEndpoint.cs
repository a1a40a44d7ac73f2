using System.Collections.Concurrent;
using System.Globalization;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Types;

namespace Messaging.Drivers.Amqp1.Tests.Support;

/// <summary>The management node: takes requests, and answers them on the other link of the pair.</summary>
internal sealed class ManagementEndpoint(ProcessBroker broker, ConcurrentDictionary<Session, ListenerLink> answers) : LinkEndpoint
{
    public override void OnMessage(MessageContext messageContext)
    {
        var request = messageContext.Message;
        messageContext.Complete();
        var status = broker.Manage(request.Properties.Subject, request.Properties.To, (request.BodySection as AmqpValue)?.Value as Map);
        var properties = new Properties { Subject = status.ToString(CultureInfo.InvariantCulture) };
        properties.SetCorrelationId(request.Properties.GetMessageId());
        answers[messageContext.Link.Session].SendMessage(new Message { Properties = properties, BodySection = new AmqpValue() });
    }

    public override void OnFlow(FlowContext flowContext)
    {
        // As many answers as requests.
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
        // Requests come settled.
    }
}

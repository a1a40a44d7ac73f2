using Amqp.Framing;
using Amqp.Listener;

namespace Messaging.Drivers.Amqp1.Tests.Support;

/// <summary>A link that messages are sent through, each to its own address unless the link has one.</summary>
internal sealed class PublishEndpoint(ProcessBroker broker, string? address) : LinkEndpoint
{
    public override void OnMessage(MessageContext messageContext)
    {
        var message = messageContext.Message;
        DeliveryState outcome = broker.Publish(address ?? message.Properties.To, message) ? new Accepted() : new Released();
        messageContext.Link.DisposeMessage(message, outcome, settled: true);
    }

    public override void OnFlow(FlowContext flowContext)
    {
        // The sender's side of the flow says nothing new.
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
        // The outcome is final here.
    }
}

using Amqp.Listener;

namespace Messaging.Drivers.Amqp1.Tests.Generic;

/// <summary>A link that messages are sent through, to its one address.</summary>
internal sealed class GenericIntake(GenericBroker broker, string address) : LinkEndpoint
{
    public override void OnMessage(MessageContext messageContext) =>
        messageContext.Link.DisposeMessage(messageContext.Message, broker.Publish(address, messageContext.Message), settled: true);

    public override void OnFlow(FlowContext flowContext)
    {
        // The sender's side of the flow says nothing new.
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
        // The outcome is final here.
    }
}

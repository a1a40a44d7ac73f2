using Amqp.Listener;

namespace Messaging.Drivers.Amqp1.Tests.Support;

/// <summary>The link on which the management node answers.</summary>
internal sealed class AnswerEndpoint : LinkEndpoint
{
    public override void OnFlow(FlowContext flowContext)
    {
        // Nothing waits for credit: there are never more answers than that.
    }

    public override void OnDisposition(DispositionContext dispositionContext) => dispositionContext.Complete();
}

using Messaging.Drivers.Rabbit.Declaring;
using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Topology;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit.Sending;

/// <summary>
/// A fanout on its way. Where no server is, it is gone, as in oslo.messaging. But when servers consume from the topic's queue and none of
/// their own is bound to the exchange of fanouts, somebody deleted that: they bind themselves again, and until then it is sent again.
/// </summary>
internal sealed class FanoutShipment(
    OutgoingMessage message, Route route, bool mandatory, Publisher publisher, QueueInquiry inquiry, ILogger logger)
    : CastShipment(message, route, mandatory, publisher, logger)
{
    private readonly string _queue = RabbitNames.TopicQueue(message.Target.Topic!);

    protected override MessagingException Unroutable => new DeliveryException(
        $"The fanout reached no server: some consume from queue '{_queue}', but no queue of theirs is bound to exchange "
            + $"'{Route.Exchange.Value}'. They bind them again when they look, once a minute at least; if not, restart them.",
        isTransient: true);

    protected override bool IsExpected() => Publisher.ExpectsServersBack(Route);

    protected override void OnNobody() => Publisher.RunInBackground(AskAsync());

    private async Task AskAsync()
    {
        if (await inquiry.CountConsumersAsync(_queue).ConfigureAwait(false) == 0 || IsAbandoned)
        {
            Finish(null);
        }
        else if (Publisher.IsMissingBriefly(Route))
        {
            SendAgainSoon();
        }
        else
        {
            Finish(Unroutable);
        }
    }
}

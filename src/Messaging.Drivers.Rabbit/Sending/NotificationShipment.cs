using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Settings;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit.Sending;

/// <summary>
/// A notification on its way, to a queue that its sender makes: when it came back, somebody has deleted or unbound that, and it is made again
/// first. What nothing is declared for must be there.
/// </summary>
internal sealed class NotificationShipment(
    OutgoingMessage message, Route route, bool mandatory, bool declares, Publisher publisher, ILogger logger)
    : CastShipment(message, route, mandatory, publisher, logger)
{
    private const int MaxReturns = 3;

    private int _returns;

    protected override MessagingException Unroutable => new DeliveryException(
        $"No queue took the notification: none is bound to exchange '{Route.Exchange.Value}' under '{Route.RoutingKey.Value}'. "
            + (declares ? "Somebody unbinds it again and again." : $"This transport declares nothing ({UrlOptions.Declare}=false): bind it."),
        isTransient: false);

    protected override bool IsExpected()
    {
        if (!declares || ++_returns > MaxReturns)
        {
            return false;
        }

        Publisher.ForgetTopology(Route);
        return true;
    }

    protected override void OnNobody() => Finish(Unroutable);
}

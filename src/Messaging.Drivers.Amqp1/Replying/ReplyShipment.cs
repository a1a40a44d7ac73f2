using Amqp;
using Messaging.Drivers.Amqp1.Dialects;
using Messaging.Drivers.Amqp1.Sending;

namespace Messaging.Drivers.Amqp1.Replying;

/// <summary>A reply on its way.</summary>
/// <param name="replyTo">Its address, as given in the call.</param>
/// <param name="body">The reply, lent until it is sent.</param>
/// <param name="call">The call that it answers.</param>
/// <param name="deadline">When its caller stops waiting.</param>
internal sealed class ReplyShipment(
    string replyTo, ReadOnlyMemory<byte> body, Message call, Deadline deadline) : Shipment(deadline), IDisposable
{
    private readonly MessageBuffer _written = MessageBuffer.Rent();

    public override string What => "The reply";

    public override Message Make(Dialect dialect)
    {
        _written.Truncate(0);
        return dialect.MakeReply(replyTo, body, call, _written);
    }

    public void Dispose() => _written.Dispose();
}

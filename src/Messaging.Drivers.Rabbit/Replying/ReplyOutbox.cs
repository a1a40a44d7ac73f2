using System.Collections.Concurrent;
using Messaging.Drivers.Rabbit.Inflating;
using Messaging.Drivers.Rabbit.Publishing;
using Messaging.Drivers.Rabbit.Shipping;

namespace Messaging.Drivers.Rabbit.Replying;

/// <summary>Sends a server's replies to the queues of its callers, through the same channels as everything else.</summary>
internal sealed class ReplyOutbox(Publisher publisher, ReplyAddresses addresses, GoneCallers gone, MissingCallers missing, bool mandatory)
{
    private const int MostKept = 1024;
    private const int MostIdle = 512;

    private readonly ConcurrentDictionary<string, Route> _routes = new();
    private readonly Lock _lock = new();
    private readonly Stack<ReplyShipment> _idle = new();

    /// <summary>
    /// Sends a reply. Done when it is on its way, or kept because its caller's queue is missing just now, or dropped because its address is none of a
    /// reply queue; one that is lost with the connection is sent again without the sender.
    /// </summary>
    /// <exception cref="DeliveryException">The caller's queue was found gone a moment ago, or the broker cannot be reached in
    /// time.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public async Task SendAsync(string replyTo, ReadOnlyMemory<byte> body, Deadline deadline, CancellationToken cancellationToken)
    {
        if (!addresses.Allow(replyTo))
        {
            return;
        }

        if (gone.Knows(replyTo))
        {
            throw new DeliveryException($"The reply queue '{replyTo}' is gone: its caller died or closed.", isTransient: false);
        }

        var shipment = Make(RouteTo(replyTo), body.Span, deadline);
        if (missing.TryJoin(shipment))
        {
            return;
        }

        await publisher.SendAsync(shipment, cancellationToken).ConfigureAwait(false);
        if (shipment.Error is { } error)
        {
            throw error is TimeoutException
                ? new DeliveryException($"The reply was not sent in time: {error.Message}", isTransient: true, error) : error;
        }

        shipment.Release();
    }

    /// <summary>The broker does not take a reply for its size: its caller is told so in its place.</summary>
    public void Explain(ReplyShipment reply, MessageTooLargeException error)
    {
        using var refusal = MessageBuffer.Rent();
        var limit = (int)Math.Min(error.Limit, int.MaxValue);
        var oversized = reply.IsCompressed ? BoundedInflater.Skim(reply.Body.WrittenMemory, new ContentLimits(limit)) : OversizedMessage.Read(reply.Body.WrittenSpan, limit);
        if (oversized.TryWriteRefusal(refusal, EnvelopeFormat.Oslo2, error))
        {
            publisher.SendInBackground(Make(reply.Route, refusal.WrittenSpan, reply.Deadline));
        }
    }

    /// <summary>Takes a reply that went its way, so that the next one need not be made.</summary>
    public void TakeBack(ReplyShipment shipment)
    {
        lock (_lock)
        {
            if (_idle.Count < MostIdle)
            {
                _idle.Push(shipment);
            }
        }
    }

    /// <summary>Sends a call back to the queue that it came from.</summary>
    public void HandBack(HandBackShipment call) => publisher.SendInBackground(call);

    private ReplyShipment Make(Route route, ReadOnlySpan<byte> body, Deadline deadline)
    {
        ReplyShipment? shipment;
        lock (_lock)
        {
            _idle.TryPop(out shipment);
        }

        if (shipment is null)
        {
            return new ReplyShipment(route, body, mandatory, deadline, publisher, missing, this);
        }

        shipment.BeginAnew(route, body, deadline);
        return shipment;
    }

    private Route RouteTo(string replyTo)
    {
        if (_routes.TryGetValue(replyTo, out var route))
        {
            return route;
        }

        if (_routes.Count >= MostKept)
        {
            _routes.Clear();
        }

        return _routes[replyTo] = new Route(null, replyTo);
    }
}

using System.Collections.Concurrent;
using Messaging.Drivers.Rabbit.Consuming.Content;
using Messaging.Drivers.Rabbit.Sending;
using Messaging.Drivers.Rabbit.Sending.Messages;

namespace Messaging.Drivers.Rabbit.Serving.Replies;

/// <summary>Sends a server's replies to the queues of its callers, through the same channels as everything else.</summary>
/// <remarks>
/// No slot of a server waits for a broker that accepts nothing. A reply that cannot be written at once continues in the background, as long
/// as the bytes held here and not confirmed stay below a limit.
/// </remarks>
internal sealed class ReplyOutbox(
    Publisher publisher, ReplyAddresses addresses, GoneCallers gone, MissingCallers missing, FullReplyQueues full, RabbitRuntime runtime)
{
    private const int MostKept = 1024;
    private const int MostIdle = 512;
    private const long MostBytes = 64 * 1024 * 1024;

    // The size of a reply besides its body.
    private const int Overhead = 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Route> _routes = new();
    private readonly ByteBudget _underWay = new(MostBytes);
    private readonly BackgroundWork _late = new(error => full.OnNotSent("somebody", error));
    private readonly Lock _lock = new();
    private readonly Stack<ReplyShipment> _idle = new();

    /// <summary>
    /// Sends a reply. Completes when the reply is being sent or waits for the broker; when it is kept because its caller's queue is missing
    /// just now; or when it is dropped because its address is not that of a reply queue. A reply lost with the connection is sent again
    /// without the sender.
    /// </summary>
    /// <exception cref="DeliveryException">The caller's queue was found missing a moment ago, or too many replies have been waiting for the
    /// broker for some seconds.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task SendAsync(string replyTo, ReadOnlyMemory<byte> body, Deadline deadline, CancellationToken cancellationToken)
    {
        if (!addresses.Allow(replyTo))
        {
            return Task.CompletedTask;
        }

        if (gone.Knows(replyTo))
        {
            return Task.FromException(
                new DeliveryException($"The reply queue '{replyTo}' no longer exists: its caller died or closed.", isTransient: false));
        }

        var charge = body.Length + Overhead;
        return _underWay.TryTake(charge)
            ? Send(replyTo, body, deadline, charge)
            : SendLaterAsync(replyTo, body, deadline, charge, cancellationToken);
    }

    /// <summary>A reply is no longer in flight: it arrived, failed, or is kept elsewhere.</summary>
    public void Discharge(ReplyShipment reply)
    {
        _underWay.Release(reply.Charge);
        reply.Charge = 0;
        if (reply.IsRefused)
        {
            full.Release(reply);
        }
    }

    /// <summary>A queue refused a reply: the pause before the next attempt, or null to give it up.</summary>
    public TimeSpan? Keep(ReplyShipment reply)
    {
        if (!reply.IsRefused)
        {
            if (!full.TryKeep(reply))
            {
                return null;
            }

            _underWay.Release(reply.Charge);
            reply.Charge = 0;
        }

        return full.PauseOf(reply);
    }

    /// <summary>Waits for the replies that continue without their servers.</summary>
    public Task DrainAsync(Deadline deadline) => _late.DrainAsync(deadline);

    /// <summary>The broker refuses a reply because of its size: its caller is told so instead.</summary>
    public void Explain(ReplyShipment reply, MessageTooLargeException error)
    {
        using var refusal = MessageBuffer.Rent();
        var limit = (int)Math.Min(error.Limit, int.MaxValue);
        var oversized = reply.IsCompressed
            ? BoundedInflater.Skim(reply.Body.WrittenMemory, new ContentLimits(limit))
            : OversizedMessage.Read(reply.Body.WrittenSpan, limit);
        if (oversized.TryWriteRefusal(refusal, EnvelopeFormat.Oslo2, error))
        {
            var shipment = Make(reply.Route, refusal.WrittenSpan, reply.Deadline, charge: 0);
            publisher.RunInBackground(FinishAsync(publisher.SendAsync(shipment, CancellationToken.None).AsTask(), shipment));
        }
    }

    /// <summary>Takes back a reply that got through, for reuse.</summary>
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
    public void HandBack(Shipment call) => publisher.SendInBackground(call);

    private async Task SendLaterAsync(
        string replyTo, ReadOnlyMemory<byte> body, Deadline deadline, int charge, CancellationToken cancellationToken)
    {
        var patience = deadline.TimeLeft < Patience ? deadline : new Deadline(runtime.Time, Patience);
        if (!await _underWay.TryTakeAsync(charge, patience, cancellationToken).ConfigureAwait(false))
        {
            throw new DeliveryException(
                $"The reply to '{replyTo}' was not sent: replies of {_underWay.Held} bytes already wait for the broker. "
                    + $"{publisher.Trouble}", isTransient: true);
        }

        await Send(replyTo, body, deadline, charge).ConfigureAwait(false);
    }

    private Task Send(string replyTo, ReadOnlyMemory<byte> body, Deadline deadline, int charge)
    {
        var shipment = Make(RouteTo(replyTo), body.Span, deadline, charge);
        if (missing.TryJoin(shipment))
        {
            Discharge(shipment);
            return Task.CompletedTask;
        }

        var sending = publisher.SendAsync(shipment, CancellationToken.None);
        if (!sending.IsCompletedSuccessfully)
        {
            return WaitAsync(sending.AsTask(), shipment);
        }

        var error = Finish(shipment);
        return error is null ? Task.CompletedTask : Task.FromException(error);
    }

    /// <summary>Waits for a moment. That is enough as long as the broker accepts messages, and keeps the replies in order.</summary>
    private async Task WaitAsync(Task sending, ReplyShipment shipment)
    {
        if (!publisher.IsBlocked)
        {
            await sending.WaitAsync(Moment, runtime.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!sending.IsCompleted)
        {
            _late.Add(FinishAsync(sending, shipment));
        }
        else if (Finish(shipment) is { } error)
        {
            throw error;
        }
    }

    private static Exception? Finish(ReplyShipment shipment)
    {
        if (shipment.Error is { } error)
        {
            shipment.EndUnsent();
            return error is TimeoutException
                ? new DeliveryException($"The reply was not sent in time: {error.Message}", isTransient: true, error) : error;
        }

        shipment.Release();
        return null;
    }

    /// <summary>Finishes a reply that nobody awaits: a failure is told to its caller, or logged.</summary>
    private async Task FinishAsync(Task sending, ReplyShipment shipment)
    {
        await sending.ConfigureAwait(false);
        if (shipment.Error is MessageTooLargeException tooLarge)
        {
            Explain(shipment, tooLarge);
        }

        if (Finish(shipment) is { } error)
        {
            full.OnNotSent(shipment.ReplyTo, error);
        }
    }

    private ReplyShipment Make(Route route, ReadOnlySpan<byte> body, Deadline deadline, int charge)
    {
        ReplyShipment? shipment;
        lock (_lock)
        {
            _idle.TryPop(out shipment);
        }

        if (shipment is null)
        {
            return new ReplyShipment(route, body, runtime.Settings.Mandatory, deadline, publisher, missing, this) { Charge = charge };
        }

        shipment.Charge = charge;

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
